package fact

import "nhipcau/internal/locale"

// Print writes a value in a language, as people read it there; lang is its
// index among the site's languages.
func Print(v Value, f *Field, l *locale.Locale, lang int) string { return "" }

// Compare orders two values of a field; what is not known comes last.
func Compare(a, b Value, f *Field) int { return 0 }
