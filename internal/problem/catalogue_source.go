package problem

var sourceProblems = map[string]entry{}
