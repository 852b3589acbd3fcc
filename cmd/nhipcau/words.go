package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// words are what the program says, in one language.
type words struct {
	lang string

	rootShort, rootLong       string
	buildShort, buildLong     string
	checkShort, checkLong     string
	newShort, newLong         string
	versionShort              string
	helpShort                 string
	completionShort           string
	flagSite, flagLang        string
	flagJSON, flagHelp        string
	flagOut, flagDate         string
	flagStrict                string
	usage                     string
	summary                   string // pages, languages, stop, warn, seconds
	written, notWritten       string
	created                   string
	errOther, errNoSite       string
	errDay, errPlace, errBusy string
	errForeign                string
	errForeignHint            string
	errNoSection, errExists   string
	errName                   string

	newTitle, newSummary, newDraft, newBody string // in the files that new makes
}

var vietnamese = words{
	lang:            "vi",
	rootShort:       "nhipcau tạo trang thông tin tĩnh nhiều ngôn ngữ từ các bài viết Markdown",
	rootLong:        "nhipcau tạo trang thông tin tĩnh nhiều ngôn ngữ từ các bài viết Markdown.\nChạy trong thư mục có tệp site.yaml, hoặc chỉ ra thư mục đó bằng --site.",
	buildShort:      "Dựng trang vào thư mục public",
	buildLong:       "Dựng toàn bộ trang vào thư mục public và thay trọn bản cũ trong một bước.\nNếu có lỗi phải sửa, không tệp nào được ghi và bản cũ còn nguyên.",
	checkShort:      "Kiểm tra bài viết và các trang sẽ dựng, không ghi gì",
	checkLong:       "Tìm mọi lỗi mà lệnh build tìm, cùng với liên kết, mục neo và khả năng tiếp cận\ncủa các trang sẽ dựng. Lệnh này không ghi gì.",
	newShort:        "Tạo các tệp của một bài mới, mỗi ngôn ngữ một tệp",
	newLong:         "Tạo một thư mục cho bài mới trong chuyên mục đã có, với một tệp nháp cho mỗi\nngôn ngữ. Tên bài dùng chữ thường không dấu và gạch nối.",
	versionShort:    "Cho biết phiên bản",
	helpShort:       "Hướng dẫn dùng một lệnh",
	completionShort: "Tạo tệp gợi ý lệnh cho bash, zsh, fish hoặc PowerShell",
	flagSite:        "thư mục của trang",
	flagLang:        "ngôn ngữ của thông báo: vi hoặc en",
	flagJSON:        "in kết quả dưới dạng JSON",
	flagHelp:        "hướng dẫn dùng lệnh",
	flagOut:         "thư mục kết quả (mặc định: public trong thư mục của trang)",
	flagDate:        "dựng như vào ngày này, ví dụ 2026-12-01 (mặc định: hôm nay)",
	flagStrict:      "coi cả lưu ý là lỗi",
	usage:           usage("Cách dùng", "LỆNH", "tùy chọn", "Các lệnh", "Tùy chọn", "Tùy chọn chung", "Ví dụ", `Gõ "{{.CommandPath}} LỆNH --help" để xem cách dùng một lệnh.`),
	summary:         "%d trang (%s): %d lỗi phải sửa, %d lưu ý, %.2f giây",
	written:         "Đã ghi vào %s",
	notWritten:      "Chưa ghi gì: hãy sửa các lỗi trên rồi chạy lại.",
	created:         "đã tạo %s",
	errOther:        "Không thực hiện được: %v",
	errNoSite:       "Thư mục %s không có tệp site.yaml.\nHãy chạy lệnh trong thư mục của trang, hoặc thêm --site và đường dẫn.",
	errDay:          "Ngày không hợp lệ: %v\nViết năm-tháng-ngày, ví dụ 2026-12-01.",
	errPlace:        "Không thể ghi kết quả vào %s: thư mục này trùng, chứa hoặc nằm trong nguồn %s.\nHãy chọn thư mục khác bằng --out.",
	errBusy:         "Một lần chạy khác đang ghi vào thư mục kết quả: %v\nHãy đợi lần chạy đó xong.",
	errForeign:      "Thư mục %s có những tệp không do nhipcau tạo ra:",
	errForeignHint:  "Chưa có gì bị thay đổi. Hãy chuyển các tệp này đi (tệp cần đăng thì đặt vào static/), hoặc chọn thư mục khác bằng --out.",
	errNoSection:    "Không có chuyên mục %q trong content/.",
	errExists:       "Đã có %s.",
	errName:         "Tên %q không dùng được làm địa chỉ; hãy dùng chữ thường không dấu, chữ số và gạch nối, ví dụ %q.",
	newTitle:        "Tiêu đề: một dòng; có dấu hai chấm thì giữ dấu ngoặc kép",
	newSummary:      "Tóm tắt: một, hai câu, hiện trong danh sách và trên máy tìm kiếm",
	newDraft:        "Xóa dòng dưới đây khi bài đã xong; bài nháp không được đăng",
	newBody:         "Viết nội dung ở đây.",
}

var english = words{
	lang:            "en",
	rootShort:       "nhipcau makes a static site in several languages from Markdown",
	rootLong:        "nhipcau makes a static site in several languages from Markdown.\nRun it in the folder that holds site.yaml, or name that folder with --site.",
	buildShort:      "Build the site into the folder public",
	buildLong:       "Build the whole site into the folder public and swap the old release for the new\none in a single step. With problems that must be mended nothing is written and the\nold release stands.",
	checkShort:      "Check the sources and the pages they make, writing nothing",
	checkLong:       "Find everything that build finds, and the links, anchors and accessibility of the\npages that would be built. Nothing is written.",
	newShort:        "Make the files of a new item, one for each language",
	newLong:         "Make a folder for a new item in a section that exists, with a draft file for each\nlanguage. The name has small letters, digits and hyphens.",
	versionShort:    "Print the version",
	helpShort:       "Explain a command",
	completionShort: "Make a completion script for bash, zsh, fish or PowerShell",
	flagSite:        "the site's folder",
	flagLang:        "language of messages: vi or en",
	flagJSON:        "print results as JSON",
	flagHelp:        "explain the command",
	flagOut:         "the folder to build into (default: public in the site's folder)",
	flagDate:        "build as of this day, such as 2026-12-01 (default: today)",
	flagStrict:      "treat warnings as problems too",
	usage:           usage("Usage", "COMMAND", "options", "Commands", "Options", "Common options", "Example", `"{{.CommandPath}} COMMAND --help" explains a command.`),
	summary:         "%d pages (%s): %d problems, %d warnings, %.2f s",
	written:         "Written to %s",
	notWritten:      "Nothing was written: mend the problems above and run again.",
	created:         "created %s",
	errOther:        "Could not do it: %v",
	errNoSite:       "The folder %s has no site.yaml.\nRun the command in a site's folder, or name it with --site.",
	errDay:          "That is no day: %v\nWrite year-month-day, such as 2026-12-01.",
	errPlace:        "The output cannot be %s: it is, contains or lies in the source %s.\nChoose another folder with --out.",
	errBusy:         "Another run is writing to the output folder: %v\nWait until it is done.",
	errForeign:      "The folder %s has files that nhipcau did not make:",
	errForeignHint:  "Nothing was changed. Move these files away (what is to be published goes into static/), or choose another folder with --out.",
	errNoSection:    "There is no section %q in content/.",
	errExists:       "%s exists already.",
	errName:         "%q cannot be an address; use small letters, digits and hyphens, such as %q.",
	newTitle:        "Title: one line; with a colon in it keep the quotes",
	newSummary:      "Summary: one or two sentences, for lists and search engines",
	newDraft:        "Delete the next line when the text is ready; a draft is not published",
	newBody:         "Write here.",
}

// usage is cobra's usage text with our words.
func usage(use, command, options, commands, flags, global, example, more string) string {
	return use + `:{{if .HasAvailableSubCommands}}
  {{.CommandPath}} ` + command + ` [` + options + `]{{else}}
  {{.UseLine}}{{end}}{{if .HasAvailableSubCommands}}

` + commands + `:{{range .Commands}}{{if (or .IsAvailableCommand (eq .Name "help"))}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

` + flags + `:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

` + global + `:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasExample}}

` + example + `:
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

` + more + `{{end}}
`
}

var siteLanguages = regexp.MustCompile(`(?m)^languages:[ \t]*\[?[ \t\r\n-]*["']?([a-z]{2,3})`)

// wordsFor chooses the language of messages: as asked for, else the site's
// first language, else the environment's, else English.
func wordsFor(asked, dir string) *words {
	for _, lang := range []string{asked, siteLanguage(dir), environmentLanguage()} {
		switch {
		case strings.HasPrefix(lang, "vi"):
			return &vietnamese
		case strings.HasPrefix(lang, "en"):
			return &english
		}
	}
	return &english
}

// siteLanguage looks for the site's first language, also in a site.yaml that
// cannot be understood.
func siteLanguage(dir string) string {
	data, err := os.ReadFile(filepath.Join(dir, "site.yaml"))
	if err != nil {
		return ""
	}
	if m := siteLanguages.FindSubmatch(data); m != nil {
		return string(m[1])
	}
	return ""
}

func environmentLanguage() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			return v
		}
	}
	return ""
}
