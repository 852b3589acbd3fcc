// Package laws holds what is true of every site and of the program as a whole,
// whatever is in the sources: the same sources give the same bytes, a page
// depends on its view alone, links are relative, an outside library has one
// door, and nothing that anyone can write into a source does harm.
package laws
