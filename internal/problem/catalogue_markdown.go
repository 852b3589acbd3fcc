package problem

var markdownProblems = map[string]entry{}
