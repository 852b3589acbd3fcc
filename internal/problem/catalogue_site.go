package problem

var siteProblems = map[string]entry{}
