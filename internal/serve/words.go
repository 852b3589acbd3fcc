package serve

import "fmt"

// words are what the overlay says.
type words struct {
	stop, warn string // with their number
	checking   string
	hint       string
	more       string // with the number of problems that are not listed
	close      string
	lost       string
	noPage     string // in the place of a page that could not be made
}

func wordsIn(lang string) words {
	if lang == "vi" {
		return words{
			stop: "%d lỗi phải sửa", warn: "%d lưu ý", checking: "đang kiểm tra…", hint: "gợi ý", more: "và %d điểm khác",
			close: "Thu gọn", lost: "Bản xem trước đã dừng; trang sẽ tự nối lại khi nhipcau serve chạy tiếp.",
			noPage: "Chưa hiện được trang này",
		}
	}
	return words{
		stop: "%d to mend", warn: "%d to note", checking: "checking…", hint: "hint", more: "and %d more",
		close: "Fold", lost: "The preview has stopped; the page connects again when nhipcau serve runs.",
		noPage: "This page cannot be shown yet",
	}
}

// counted says how many there are of what; nothing where there are none.
func counted(what string, n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(what, n)
}
