package problem

var checkProblems = map[string]entry{}
