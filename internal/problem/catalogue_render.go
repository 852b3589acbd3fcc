package problem

// renderProblems are found while bodies and layouts become pages.
var renderProblems = map[string]entry{
	"link-target-missing": {Stop,
		words{`không có trang "{target}"`, `there is no page "{target}"`},
		words{`[[có phải ý bạn là "{near}"? ]]Đường dẫn tính từ vị trí của bài, ví dụ ../ten-bai`, `[[did you mean "{near}"? ]]Paths start at the item's own place, such as ../other-item`}},
	"link-target-unpublished": {Warn,
		words{`trang "{target}" hiện không được đăng, nên liên kết chỉ còn là chữ`, `the page "{target}" is not published now, so the link became plain text`},
		words{`bài có thể chưa tới ngày đăng, đã hết hạn, đã thu hồi hoặc còn là bản nháp`, `it may be a draft, not yet due, expired or withdrawn`}},
	"link-file-missing": {Stop,
		words{`không có tệp "{target}" bên cạnh bài này`, `there is no file "{target}" beside this item`},
		words{`[[có phải ý bạn là "{near}"? ]]Đặt tệp vào thư mục của bài`, `[[did you mean "{near}"? ]]Put the file into the item's folder`}},
	"fact-unknown": {Stop,
		words{`không có số liệu "{name}"[[ trong bài "{target}"]]`, `there is no fact "{name}"[[ in "{target}"]]`},
		words{`[[có phải ý bạn là "{near}"? ]]Số liệu được ghi ở phần đầu bản gốc`, `[[did you mean "{near}"? ]]Facts stand in the front matter of the original`}},
	"source-changed": {Stop,
		words{`tệp này bị thay đổi trong lúc đang dựng trang`, `this file changed while the site was being built`},
		words{`chạy lại lệnh`, `run the command again`}},
	"layout-missing": {Stop,
		words{`giao diện thiếu tệp này`, `the theme lacks this file`},
		words{`chép tệp từ giao diện có sẵn, hoặc xóa thư mục giao diện riêng`, `copy it from the built-in theme, or delete your own theme's folder`}},
	"template-failed": {Stop,
		words{`tệp giao diện bị lỗi: {what}`, `the layout fails: {what}`},
		words{`sửa dòng này, hoặc báo cho người làm giao diện`, `correct this line, or tell whoever made the theme`}},
}
