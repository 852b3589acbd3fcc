package problem

var renderProblems = map[string]entry{}
