package main

import (
	"testing"
	"time"

	"nhipcau/internal/publish"
)

func TestProgressLine(t *testing.T) {
	tests := []struct {
		name   string
		p      publish.Progress
		spent  time.Duration
		vi, en string
	}{
		{"nothing to count", publish.Progress{Step: publish.StepConnecting}, time.Second, "Đang nối máy chủ…", "Connecting…"},
		{"files", publish.Progress{Step: publish.StepMoving, Files: 3, Of: 40}, time.Minute, "Đang thay tệp: 3/40 tệp", "Putting files in their places: 3/40 files"},
		{"too early for a rate", publish.Progress{Step: publish.StepSending, Files: 1, Of: 40, Bytes: 1e6, Total: 9e6}, time.Millisecond, "Đang gửi: 1/40 tệp", "Sending: 1/40 files"},
		{"rate and remaining time", publish.Progress{Step: publish.StepSending, Files: 10, Of: 40, Bytes: 2e6, Total: 42e6}, 4 * time.Second,
			"Đang gửi: 10/40 tệp, 2.0/42.0 MB, 0.5 MB/giây, còn 1:20", "Sending: 10/40 files, 2.0/42.0 MB, 0.5 MB/s, 1:20 left"},
	}
	for _, test := range tests {
		if got := vietnamese.line(test.p, test.spent); got != test.vi {
			t.Errorf("%s: %q, want %q", test.name, got, test.vi)
		}
		if got := english.line(test.p, test.spent); got != test.en {
			t.Errorf("%s: %q, want %q", test.name, got, test.en)
		}
	}
}
