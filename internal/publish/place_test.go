package publish_test

import (
	"testing"

	"nhipcau/internal/publish"
	"nhipcau/test/place"
)

func TestDirectory(t *testing.T) {
	root := t.TempDir()
	p, err := publish.OpenDirectory(root)
	if err != nil {
		t.Fatal(err)
	}
	place.Test(t, p, root, true)
	if _, err := publish.OpenDirectory(root + "/none"); err == nil {
		t.Error("a folder that is not there")
	}
}
