package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"nhipcau/internal/site"
)

// words are what the program says, in one language.
type words struct {
	lang string

	rootShort, rootLong     string
	buildShort, buildLong   string
	checkShort, checkLong   string
	newShort, newLong       string
	serveShort, serveLong   string
	statusShort, statusLong string
	schemaShort, schemaLong string
	versionShort            string
	helpShort               string
	completionShort         string
	flagSite, flagLang      string
	flagJSON, flagHelp      string
	flagOut, flagDate       string
	flagStrict, flagFix     string
	mended                  string // file, words
	nothingMended           string
	flagAddr, flagOpen      string
	flagFacts, flagSchemas  string
	completionLong          string
	command, newUse         string // what stands for the words to fill in
	statusUse, schemaUse    string
	usage                   string
	summary                 string // pages, languages, stop, warn, seconds
	written, notWritten     string
	created                 string
	serving, notOpened      string
	changed                 string                   // time of day, seconds, stop, warn
	standings               map[site.Standing]string // of an item in a language
	changes                 map[string]string        // what a day does, by the key that acts
	nextDay, noNextDay      string
	internal, unread        string // marks of facts
	asOf, sources           string
	clickedNoSite           string // the folder
	pressEnter              string

	// what was called wrongly, or cannot be done
	errCommand, errArgument          string
	errFlag, errFlagBare             string
	errFlagValue, errLang            string
	errNewArguments, errShell        string
	errUsage                         string // which help to ask for
	near                             string
	errNoFolder, errNoSite, errDay   string
	errPlaceSame, errPlaceAround     string
	errPlaceInside                   string
	errPlaceNotFolder                string
	errPlaceRoot, errPlaceMount      string
	errBusy, errBusyBy               string
	errForeign, errForeignHint       string
	errNoSection, errExists          string
	errNoItem, errSchemaArguments    string
	errNoLanguage                    string
	errAddr, errListen               string
	errName, errNameDevice           string
	errDiskFull, errDenied, errOther string

	newTitle, newSummary, newDraft, newBody string // in the files that new makes
	newOneOf, newItemOf, newExample         string

	publishWords
}

var vietnamese = words{
	lang:            "vi",
	rootShort:       "nhipcau tạo trang thông tin tĩnh nhiều ngôn ngữ từ các bài viết Markdown",
	rootLong:        "nhipcau tạo trang thông tin tĩnh nhiều ngôn ngữ từ các bài viết Markdown.\nChạy trong thư mục có tệp site.yaml, hoặc chỉ ra thư mục đó bằng --site.",
	buildShort:      "Dựng trang vào thư mục public",
	buildLong:       "Dựng toàn bộ trang vào thư mục public và thay trọn bản cũ trong một bước.\nNếu có lỗi phải sửa, không tệp nào được ghi và bản cũ còn nguyên.",
	checkShort:      "Kiểm tra bài viết và các trang sẽ dựng, không ghi gì",
	checkLong:       "Tìm mọi lỗi mà lệnh build tìm, cùng với liên kết, mục neo và khả năng tiếp cận\ncủa các trang sẽ dựng, và những chỗ không theo bảng thuật ngữ i18n/glossary.yaml.\nLệnh này không ghi gì, trừ khi có --fix.",
	serveShort:      "Xem trang trong lúc viết: lưu tệp là trình duyệt cập nhật",
	serveLong:       "Hiện trang trên máy này trong lúc viết, kể cả bài nháp. Lưu tệp là trình duyệt tự\ncập nhật; lỗi trong bài hiện ngay trên trang. Lệnh này không ghi gì; dừng bằng Ctrl-C.",
	statusShort:     "Cho biết bài nào đã đủ các ngôn ngữ, ngày nào trang sẽ thay đổi",
	statusLong:      "Cho biết mỗi chuyên mục có bao nhiêu bài đã xong trong từng ngôn ngữ, bài nào còn\nthiếu, và ngày gần nhất mà dựng lại thì trang thay đổi. Nêu đường dẫn của chuyên mục\nhay bài để chỉ xem phần đó. Với --facts thì cho biết từng số liệu đã được đọc ra sao.",
	schemaShort:     "Tạo JSON Schema của phần đầu bài, để trình soạn thảo gợi ý và kiểm tra",
	schemaLong:      "In ra JSON Schema của phần đầu bài trong một chuyên mục, cho các tệp của một ngôn ngữ\n(mặc định: ngôn ngữ đầu tiên của trang). Với --out thì ghi mọi lược đồ của trang, mỗi\nchuyên mục có số liệu riêng và mỗi ngôn ngữ một tệp, kèm các tệp mà lược đồ áp dụng.",
	newShort:        "Tạo các tệp của một bài mới, mỗi ngôn ngữ một tệp",
	newLong:         "Tạo một thư mục cho bài mới trong chuyên mục đã có, với một tệp nháp cho mỗi\nngôn ngữ. Tên bài dùng chữ thường không dấu và gạch nối.",
	versionShort:    "Cho biết phiên bản",
	helpShort:       "Hướng dẫn dùng một lệnh",
	completionShort: "Tạo tệp gợi ý lệnh cho bash, zsh, fish hoặc PowerShell",
	flagSite:        "`DIR` là thư mục của trang (mặc định: thư mục hiện tại)",
	flagLang:        "`vi|en` là ngôn ngữ của thông báo (mặc định: theo trang)",
	flagJSON:        "in kết quả dưới dạng JSON",
	flagHelp:        "hướng dẫn dùng lệnh",
	flagOut:         "`DIR` là thư mục kết quả (mặc định: public trong thư mục của trang)",
	flagDate:        "`YYYY-MM-DD` là ngày mà trang được dựng cho (mặc định: hôm nay)",
	flagStrict:      "coi cả lưu ý là lỗi",
	flagFix:         "trước hết sửa những gì chắc chắn trong bài: chữ theo mã cũ TCVN3, VNI hoặc UTF-8 bị đọc nhầm",
	mended:          "%s: đã sửa các từ theo mã cũ (%s)",
	nothingMended:   "Không có gì để sửa tự động.",
	flagAddr:        "`HOST:PORT` là địa chỉ để mở trang xem trước (mặc định: 127.0.0.1:8020)",
	flagOpen:        "mở trang trong trình duyệt",
	flagFacts:       "cho biết từng số liệu đã được đọc ra sao, bằng mọi ngôn ngữ",
	flagSchemas:     "`DIR` là thư mục để ghi mọi lược đồ",
	completionLong:  "In ra tệp gợi ý lệnh cho một loại shell. Chép tệp vào nơi shell đó đọc khi khởi động.",
	command:         "LỆNH",
	newUse:          "CHUYÊN_MỤC TÊN_BÀI",
	statusUse:       "[ĐƯỜNG_DẪN…]",
	schemaUse:       "[CHUYÊN_MỤC [NGÔN_NGỮ]]",
	usage:           usage("Cách dùng", "LỆNH", "tùy chọn", "Các lệnh", "Tùy chọn", "Tùy chọn chung", "Ví dụ", `Gõ "{{.CommandPath}} LỆNH --help" để xem cách dùng một lệnh.`),
	summary:         "%d trang (%s): %d lỗi phải sửa, %d lưu ý, %.2f giây",
	written:         "Đã ghi vào %s",
	notWritten:      "Chưa ghi gì: hãy sửa các lỗi trên rồi chạy lại.",
	created:         "đã tạo %s",
	serving:         "Đang hiện trang ở địa chỉ trên; nhấn Ctrl-C để dừng.",
	notOpened:       "Không mở được trình duyệt; hãy tự mở %s",
	standings: map[site.Standing]string{
		site.Current: "đủ", site.TitleOnly: "chỉ có tên", site.Borrowed: "mượn bản khác", site.Unfinished: "nháp",
		site.Missing: "thiếu", site.Unreadable: "tệp hỏng", site.Waiting: "chờ ngày", site.Removed: "đã rút",
	},
	changes: map[string]string{
		"publishDate": "được đăng", "expiryDate": "hết hạn, rút xuống", "withdrawn": "được rút",
		"closes": "rời danh sách đang mở", "asOf": "số liệu quá cũ",
	},
	nextDay:         "Ngày gần nhất mà dựng lại thì trang thay đổi: %s",
	noNextDay:       "Sắp tới không có ngày nào làm các trang này thay đổi.",
	internal:        "nội bộ",
	unread:          "không đọc được",
	asOf:            "tính đến %s",
	sources:         "nguồn: %s",
	clickedNoSite:   "Không thấy trang nào trong thư mục này: %s\nHãy chép nhipcau.exe vào thư mục của trang (thư mục có tệp site.yaml) rồi bấm đúp\nvào đó. Trang sẽ mở trong trình duyệt.",
	pressEnter:      "Nhấn Enter để đóng cửa sổ này",
	changed:         "%s  cập nhật trong %.2f giây: %d lỗi phải sửa, %d lưu ý",
	errCommand:      "Không có lệnh %q.",
	errArgument:     "Lệnh \"%s\" không nhận thêm %q.",
	errFlag:         "Không có tùy chọn %s.%s",
	errFlagBare:     "Tùy chọn %s cần một giá trị.",
	errFlagValue:    "Tùy chọn %s không nhận giá trị %q.",
	errLang:         "Không có thông báo bằng ngôn ngữ %q; hãy viết --lang vi hoặc --lang en.",
	errNewArguments: "Lệnh new cần đúng hai phần: chuyên mục và tên bài. Ví dụ:",
	errShell:        "Hãy nêu đúng một loại shell: %s.",
	errUsage:        "Gõ \"%s --help\" để xem cách dùng.",
	near:            "Có phải ý bạn là %q?",

	errNoFolder:        "Không có thư mục %s.",
	errNoSite:          "Thư mục %s không có tệp site.yaml.\nHãy chạy lệnh trong thư mục của trang, hoặc thêm --site và đường dẫn.",
	errDay:             "Ngày không hợp lệ: %q.\nViết năm-tháng-ngày, ví dụ 2026-12-01.",
	errPlaceSame:       "Không thể ghi kết quả vào %s: đó chính là nguồn %s của trang.\nHãy chọn thư mục khác bằng --out.",
	errPlaceAround:     "Không thể ghi kết quả vào %s: thư mục này chứa nguồn %s của trang.\nHãy chọn thư mục khác bằng --out.",
	errPlaceInside:     "Không thể ghi kết quả vào %s: thư mục này nằm trong nguồn %s của trang.\nHãy chọn thư mục khác bằng --out.",
	errPlaceNotFolder:  "Không thể ghi kết quả vào %s: đó không phải là thư mục.\nHãy chọn thư mục khác bằng --out.",
	errPlaceRoot:       "Không thể ghi kết quả vào %s: đó là thư mục gốc của ổ đĩa.\nHãy chọn một thư mục nằm trong đó bằng --out.",
	errPlaceMount:      "Không thể ghi kết quả vào %s: một ổ đĩa được gắn ở đó nên không thay trọn được.\nHãy chọn một thư mục nằm trong đó bằng --out.",
	errBusy:            "Một lần chạy khác đang ghi vào thư mục %s%s.\nHãy đợi lần chạy đó xong.",
	errBusyBy:          " (tiến trình %d, từ %s)",
	errForeign:         "Thư mục %s có những tệp không do nhipcau tạo ra:",
	errForeignHint:     "Chưa có gì bị thay đổi. Hãy chuyển các tệp này đi (tệp cần đăng thì đặt vào static/), hoặc chọn thư mục khác bằng --out.",
	errNoSection:       "Không có chuyên mục %q trong content/.",
	errNoItem:          "Không có chuyên mục hay bài %q trong content/.",
	errSchemaArguments: "Hãy nêu một chuyên mục, hoặc --out và thư mục để ghi. Ví dụ:",
	errNoLanguage:      "Trang không có ngôn ngữ %q; các ngôn ngữ của trang: %s.",
	errExists:          "Đã có %s.",
	errAddr:            "Địa chỉ %q không hợp lệ.\nViết tên máy và cổng, ví dụ --addr 127.0.0.1:8020.",
	errListen:          "Không mở được địa chỉ %s: có thể một chương trình khác đang dùng.\n  %v",
	errName:            "Tên %q không dùng được làm địa chỉ; hãy dùng chữ thường không dấu, chữ số và gạch nối, ví dụ %q.",
	errNameDevice:      "Tên %q không dùng được: Windows dành tên này cho thiết bị. Hãy chọn tên khác, ví dụ %q.",
	errDiskFull:        "Không thực hiện được: đĩa đã đầy.",
	errDenied:          "Không thực hiện được: không có quyền đọc hoặc ghi ở đây.",
	errOther:           "Không thực hiện được:",

	newTitle:   "Tiêu đề: một dòng; có dấu hai chấm thì giữ dấu ngoặc kép",
	newSummary: "Tóm tắt: một, hai câu, hiện trong danh sách và trên máy tìm kiếm",
	newDraft:   "Xóa dòng dưới đây khi bài đã xong; bài nháp không được đăng",
	newBody:    "Viết nội dung ở đây.",
	newOneOf:   "một trong: ",
	newItemOf:  "tên một bài trong ",
	newExample: "ví dụ: ",

	publishWords: vietnamesePublish,
}

var english = words{
	lang:            "en",
	rootShort:       "nhipcau makes a static site in several languages from Markdown",
	rootLong:        "nhipcau makes a static site in several languages from Markdown.\nRun it in the folder that holds site.yaml, or name that folder with --site.",
	buildShort:      "Build the site into the folder public",
	buildLong:       "Build the whole site into the folder public and swap the old release for the new\none in a single step. With problems that must be mended nothing is written and the\nold release stands.",
	checkShort:      "Check the sources and the pages they make, writing nothing",
	checkLong:       "Find everything that build finds, the links, anchors and accessibility of the\npages that would be built, and where texts do not follow i18n/glossary.yaml.\nNothing is written, unless --fix is given.",
	serveShort:      "Show the site while it is written, and reload on save",
	serveLong:       "Show the site on this machine while it is written, drafts too. The browser reloads\nwhen a file is saved, and problems are shown on the page. Nothing is written; stop\nwith Ctrl-C.",
	statusShort:     "Tell what is ready in which language, and when the site changes next",
	statusLong:      "Tell for each section how many items are ready in each language, which are not, and\nthe next day on which a rebuild changes something. Paths of sections or items choose\nwhat is looked at. With --facts, tell how each fact was read.",
	schemaShort:     "Make the JSON Schema of front matter, for editors that complete and check",
	schemaLong:      "Print the JSON Schema of the front matter in a section, for the files of one language\n(by default the site's first). With --out write all schemas of the site, a file for\neach section that has facts of its own and each language, and tell what each is for.",
	newShort:        "Make the files of a new item, one for each language",
	newLong:         "Make a folder for a new item in a section that exists, with a draft file for each\nlanguage. The name has small letters, digits and hyphens.",
	versionShort:    "Print the version",
	helpShort:       "Explain a command",
	completionShort: "Make a completion script for bash, zsh, fish or PowerShell",
	flagSite:        "`DIR` is the site's folder (default: the present folder)",
	flagLang:        "`vi|en` is the language of messages (default: the site's)",
	flagJSON:        "print results as JSON",
	flagHelp:        "explain the command",
	flagOut:         "`DIR` is the folder to build into (default: public in the site's folder)",
	flagDate:        "`YYYY-MM-DD` is the day to build for (default: today)",
	flagStrict:      "treat warnings as problems too",
	flagFix:         "first mend in the texts what is certain: words in the old encodings TCVN3 and VNI, and misread UTF-8",
	mended:          "%s: words in another encoding were mended (%s)",
	nothingMended:   "There is nothing to mend.",
	flagAddr:        "`HOST:PORT` is the address to show the site at (default: 127.0.0.1:8020)",
	flagOpen:        "open the site in the browser",
	flagFacts:       "tell how each fact was read, in all languages",
	flagSchemas:     "`DIR` is the folder to write all schemas into",
	completionLong:  "Print a completion script for a shell. Put it where that shell looks when it starts.",
	command:         "COMMAND",
	newUse:          "SECTION NAME",
	statusUse:       "[PATH…]",
	schemaUse:       "[SECTION [LANGUAGE]]",
	usage:           usage("Usage", "COMMAND", "options", "Commands", "Options", "Common options", "Example", `"{{.CommandPath}} COMMAND --help" explains a command.`),
	summary:         "%d pages (%s): %d problems, %d warnings, %.2f s",
	written:         "Written to %s",
	notWritten:      "Nothing was written: mend the problems above and run again.",
	created:         "created %s",
	serving:         "The site is shown at the address above; Ctrl-C ends this.",
	notOpened:       "The browser cannot be opened; open %s yourself",
	standings: map[site.Standing]string{
		site.Current: "ready", site.TitleOnly: "title only", site.Borrowed: "borrowed", site.Unfinished: "draft",
		site.Missing: "missing", site.Unreadable: "broken", site.Waiting: "waiting", site.Removed: "removed",
	},
	changes: map[string]string{
		"publishDate": "is published", "expiryDate": "expires", "withdrawn": "is withdrawn",
		"closes": "leaves the open lists", "asOf": "figures are too old",
	},
	nextDay:         "The next day on which a rebuild changes something: %s",
	noNextDay:       "No coming day changes these pages.",
	internal:        "internal",
	unread:          "not readable",
	asOf:            "as of %s",
	sources:         "source: %s",
	clickedNoSite:   "There is no site in this folder: %s\nCopy nhipcau.exe into a site's folder (the one that has the file site.yaml) and\ndouble-click it there. The site opens in the browser.",
	pressEnter:      "Press Enter to close this window",
	changed:         "%s  updated in %.2f s: %d problems, %d warnings",
	errCommand:      "There is no command %q.",
	errArgument:     "The command \"%s\" does not take %q.",
	errFlag:         "There is no option %s.%s",
	errFlagBare:     "The option %s needs a value.",
	errFlagValue:    "The option %s does not take the value %q.",
	errLang:         "There are no messages in %q; write --lang vi or --lang en.",
	errNewArguments: "The command new needs exactly two words: the section and the item's name. For example:",
	errShell:        "Name exactly one shell: %s.",
	errUsage:        "\"%s --help\" tells how it is used.",
	near:            "Did you mean %q?",

	errNoFolder:        "There is no folder %s.",
	errNoSite:          "The folder %s has no site.yaml.\nRun the command in a site's folder, or name it with --site.",
	errDay:             "%q is no day.\nWrite year-month-day, such as 2026-12-01.",
	errPlaceSame:       "The output cannot be %s: that is the site's source %s.\nChoose another folder with --out.",
	errPlaceAround:     "The output cannot be %s: it contains the site's source %s.\nChoose another folder with --out.",
	errPlaceInside:     "The output cannot be %s: it lies in the site's source %s.\nChoose another folder with --out.",
	errPlaceNotFolder:  "The output cannot be %s: that is no folder.\nChoose another folder with --out.",
	errPlaceRoot:       "The output cannot be %s: that is the root of a disk.\nChoose a folder in it with --out.",
	errPlaceMount:      "The output cannot be %s: a disk is mounted there, so it cannot be swapped whole.\nChoose a folder in it with --out.",
	errBusy:            "Another run is writing to the folder %s%s.\nWait until it is done.",
	errBusyBy:          " (process %d, since %s)",
	errForeign:         "The folder %s has files that nhipcau did not make:",
	errForeignHint:     "Nothing was changed. Move these files away (what is to be published goes into static/), or choose another folder with --out.",
	errNoSection:       "There is no section %q in content/.",
	errNoItem:          "There is no section or item %q in content/.",
	errSchemaArguments: "Name a section, or --out and a folder to write to. For example:",
	errNoLanguage:      "The site has no language %q; it has %s.",
	errExists:          "%s exists already.",
	errAddr:            "%q is no address.\nWrite host and port, such as --addr 127.0.0.1:8020.",
	errListen:          "The address %s cannot be opened: another program may have it.\n  %v",
	errName:            "%q cannot be an address; use small letters, digits and hyphens, such as %q.",
	errNameDevice:      "%q cannot be a name: Windows keeps it for a device. Choose another, such as %q.",
	errDiskFull:        "Could not do it: the disk is full.",
	errDenied:          "Could not do it: reading or writing is not permitted here.",
	errOther:           "Could not do it:",

	newTitle:   "Title: one line; with a colon in it keep the quotes",
	newSummary: "Summary: one or two sentences, for lists and search engines",
	newDraft:   "Delete the next line when the text is ready; a draft is not published",
	newBody:    "Write here.",
	newOneOf:   "one of: ",
	newItemOf:  "the name of an item in ",
	newExample: "such as ",

	publishWords: englishPublish,
}

// usage is cobra's usage text with our words.
func usage(use, command, options, commands, flags, global, example, more string) string {
	return use + `:{{if .HasAvailableSubCommands}}
  {{.CommandPath}} ` + command + ` [` + options + `]{{else}}
  {{.UseLine}} [` + options + `]{{end}}{{if .HasAvailableSubCommands}}

` + commands + `:{{range .Commands}}{{if (or .IsAvailableCommand (eq .Name "help"))}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

` + flags + `:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

` + global + `:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

` + more + `{{end}}{{if .HasExample}}

` + example + `:
{{.Example}}{{end}}
`
}

// wordsFor chooses the language of messages: as asked for, else the first of
// the site's that there are messages in, else the environment's, else English.
func wordsFor(asked, dir string) *words {
	for _, lang := range append(append([]string{asked}, siteLanguages(dir)...), environmentLanguage()) {
		if w := wordsIn(lang); w != nil {
			return w
		}
	}
	return &english
}

// wordsIn finds the words of a language, given as vi, vi-VN or vi_VN.UTF-8; nil
// if there are none.
func wordsIn(lang string) *words {
	if i := strings.IndexAny(lang, "-_."); i >= 0 {
		lang = lang[:i]
	}
	switch strings.ToLower(lang) {
	case "vi":
		return &vietnamese
	case "en":
		return &english
	}
	return nil
}

var (
	languageList = regexp.MustCompile(`(?m)^\x{feff}?languages:[ \t]*(\[[^\]]*\]|(?:\s*\n[ \t]*-[^\n]*)+)`)
	languageTag  = regexp.MustCompile(`[a-z]{2,3}`)
)

// siteLanguages looks for the site's languages, also in a site.yaml that
// cannot be understood.
func siteLanguages(dir string) []string {
	data, err := os.ReadFile(filepath.Join(dir, "site.yaml"))
	if err != nil {
		return nil
	}
	m := languageList.FindSubmatch(data)
	if m == nil {
		return nil
	}
	return languageTag.FindAllString(string(m[1]), -1)
}

func environmentLanguage() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			return v
		}
	}
	return ""
}
