package problem

// glossaryProblems are about i18n/glossary.yaml and about texts that do not
// follow it.
var glossaryProblems = map[string]entry{
	// the glossary itself
	"glossary-entry-wrong": {Stop,
		words{`mục này của bảng thuật ngữ không có các dòng theo ngôn ngữ`, `this entry of the glossary does not give its form in each language`},
		words{`viết "- {language}: …", dưới đó mỗi ngôn ngữ một dòng thụt vào hai dấu cách`, `write "- {language}: …" and below it one line for each language, indented by two spaces`}},
	"glossary-key-unknown": {Stop,
		words{`bảng thuật ngữ không có khóa "{key}"`, `an entry of the glossary cannot have the key "{key}"`},
		words{`[[có phải ý bạn là "{near}"? ]]Các khóa dùng được: {known}`, `[[did you mean "{near}"? ]]Keys that can be used: {known}`}},
	"glossary-kind-unknown": {Stop,
		words{`không có loại "{value}" cho một mục của bảng thuật ngữ`, `an entry of the glossary cannot be of the kind "{value}"`},
		words{`[[có phải ý bạn là "{near}"? ]]Các loại: {known}`, `[[did you mean "{near}"? ]]The kinds are {known}`}},
	"glossary-form-missing": {Warn,
		words{`bảng thuật ngữ chưa có "{term}" trong ngôn ngữ "{language}"`, `the glossary lacks "{term}" in "{language}"`},
		words{`thêm một dòng "{language}: …" cho mục này`, `add a line "{language}: …" to the entry`}},
	"glossary-reason-missing": {Stop,
		words{`dạng không nên dùng cần ghi lý do`, `a form to avoid needs its reason`},
		words{`viết dưới avoid: {language}: rồi dưới đó mỗi dạng một dòng "dạng sai: lý do"`, `write under avoid: {language}: and below it one line for each form, "form: reason"`}},
	"glossary-doubled": {Warn,
		words{`bảng thuật ngữ có "{term}" hai lần, lần đầu ở {other}`, `the glossary has "{term}" twice, first at {other}`},
		words{`giữ một mục; nếu một từ có nhiều cách dịch đúng, viết cả trong ngoặc vuông: en: [cách chính, cách khác]`, `keep one entry; where several translations are right, list them: en: [the agreed one, another]`}},
	"glossary-avoids-agreed": {Stop,
		words{`"{form}" vừa là dạng không nên dùng vừa là dạng thống nhất ở {other}`, `"{form}" is to be avoided and is the agreed form at {other}`},
		words{`bỏ một trong hai`, `remove one of the two`}},

	// texts that do not follow it
	"term-avoided": {Warn,
		words{`không viết "{form}": {reason}`, `"{form}" should not be written: {reason}`},
		words{`[[viết "{agreed}"]]`, `[[write "{agreed}"]]`}},
	"term-respelt": {Warn,
		words{`"{form}" trong bảng thuật ngữ viết là "{agreed}"[[ (trang này có {count} chỗ)]]`, `"{form}" is spelt "{agreed}" in the glossary[[ ({count} places on this page)]]`},
		words{`viết "{agreed}"`, `write "{agreed}"`}},
	"term-mixed": {Warn,
		words{`trang viết một tên theo hai cách: ở đây "{form}", ở {other} "{agreed}"`, `the page writes a name in two ways: "{form}" here, "{agreed}" at {other}`},
		words{`viết "{agreed}" ở mọi chỗ; nếu đây là tên khác, thêm tên ấy vào i18n/glossary.yaml`, `write "{agreed}" everywhere; if this is another name, add it to i18n/glossary.yaml`}},
	"term-absent": {Warn,
		words{`bản dịch không có "{agreed}", cách dịch thống nhất của "{term}" ở {other}`, `the translation lacks "{agreed}", the agreed form of "{term}" at {other}`},
		words{`[[trang viết "{found}"; ]]dùng "{agreed}". Nếu cách dịch khác cũng đúng, thêm vào i18n/glossary.yaml: {language}: ["{agreed}", …]; nếu tùy câu mà dịch, thêm check: false`, `[[the page has "{found}"; ]]write "{agreed}". If another form is as good, add it to i18n/glossary.yaml: {language}: ["{agreed}", …]; if it depends on the sentence, add check: false`}},
}
