package main

import "nhipcau/internal/publish"

// publishWords are what the program says about publishing, in one language.
type publishWords struct {
	publishShort, publishLong   string
	releasesShort, releasesLong string
	rollbackShort, rollbackLong string
	keysShort, keysLong         string
	verifyShort, verifyLong     string
	targetUse, rollbackUse      string
	keysUse, verifyUse          string
	flagFrom, flagDryRun        string
	flagRemoveMany              string
	flagOverwrite, flagResend   string
	flagBreakLock, flagUnsigned string
	flagHostKey, flagPlainFTP   string
	flagTimeout                 string
	flagKey, flagQuick          string

	steps                      map[publish.Step]string
	progress                   string // step, files, of
	progressRate               string // MB done, MB of all, MB/s
	progressLeft               string // minutes, seconds
	again                      string // cause, seconds
	published, publishedSame   string // release, target
	sent                       string // files, MB, linked, removed, seconds
	attempts                   string // n
	handedOver                 string // file, files, MB
	dryRun                     string // target, release
	dryRunNothing              string
	counts                     string // new, changed, removed
	live, kept                 string
	noReleases                 string
	rolledBack                 string // release, target
	verified                   string // what, files, day
	signedBy, unsigned         string
	differs                    string // changed, missing, unexpected
	notListed                  string // what a URL cannot tell
	keyMade, keyTrust          string
	keyHere, keyElsewhere      string
	keyNone                    string
	showsNew                   string // address
	removedGone                string // n
	newHost, newHostAsk        string // host, fingerprint
	askPassword, askPassphrase string
	askKeyPassword             string
	askNewPassword             string
	askAgain                   string

	errNoTarget, errWhichTarget   string
	errNoTargets                  string
	errNoRelease, errDamaged      string
	errNoKeys, errNoSecret        string
	errNoAnswer                   string // variable
	errKeyPassword, errNotTwice   string
	errKeysArguments              string
	errHostUnknown, errHostOther  string
	errPlainFTP, errLocked        string
	errLockLost, errTooMany       string
	errInTheWay, errInTheWayHint  string
	errLayout, errNoKept          string
	errNoneBefore                 string
	errConnection, errLogin       string
	errCalledOff                  string
	errTargetPath, errNotSigned   string
	errZIPOnly, errVerifyWhat     string
	errNoPublicKeys, errFlatBack  string
	errWholeNot, errNoReleaseThis string
}

var vietnamesePublish = publishWords{
	publishShort:   "Đăng bản đã dựng lên máy chủ",
	publishLong:    "Làm cho nơi đăng giống hệt bản đã dựng trong thư mục public: chỉ gửi những tệp khác\nnhau, chỉ đổi trang khi mọi tệp đã tới nơi, và ký bản kê. Bị ngắt giữa chừng thì chạy\nlại: tệp đã gửi không phải gửi lần nữa. Các nơi đăng ghi ở mục targets trong site.yaml.",
	releasesShort:  "Liệt kê các bản còn giữ ở nơi đăng",
	releasesLong:   "Liệt kê các bản còn giữ ở nơi đăng, bản cũ trước; bản đang hiện được đánh dấu.",
	rollbackShort:  "Quay lại một bản đã đăng trước đó",
	rollbackLong:   "Cho hiện lại một bản còn giữ ở nơi đăng, mặc định là bản ngay trước bản đang hiện.\nBản ấy được kiểm tra lại trước khi hiện.",
	keysShort:      "Xem hoặc tạo khóa dùng để ký",
	keysLong:       "Cho biết trang tin những khóa nào và khóa nào có trên máy này. \"keys new\" tạo khóa\nmới: phần bí mật nằm ngoài thư mục của trang, phần công khai ghi vào site.yaml.",
	verifyShort:    "So các tệp đã đăng với bản kê đã ký",
	verifyLong:     "So một thư mục, một tệp ZIP, một nơi đăng hoặc một địa chỉ web với bản kê đã ký ở đó,\nrồi liệt kê tệp bị sửa, tệp thiếu và tệp lạ. Mặc định: thư mục public.",
	targetUse:      "[NƠI_ĐĂNG]",
	rollbackUse:    "[NƠI_ĐĂNG [BẢN]]",
	keysUse:        "[new]",
	verifyUse:      "[THƯ_MỤC|ZIP|NƠI_ĐĂNG|ĐỊA_CHỈ]",
	flagFrom:       "`DIR|ZIP` là bản cần đăng (mặc định: public trong thư mục của trang)",
	flagDryRun:     "chỉ cho biết sẽ thay đổi những gì",
	flagRemoveMany: "cho phép gỡ nhiều tệp cùng lúc",
	flagOverwrite:  "ghi đè cả những tệp không do nhipcau đăng",
	flagResend:     "gửi lại mọi tệp, không tin những gì đang có ở nơi đăng",
	flagBreakLock:  "giành quyền đăng từ người đang giữ",
	flagUnsigned:   "đăng mà không ký",
	flagHostKey:    "`SHA256:…` là dấu vân tay đã kiểm tra của máy chủ mới",
	flagPlainFTP:   "chấp nhận FTP không mã hóa: ai trên đường truyền cũng đọc được mật khẩu",
	flagTimeout:    "`30s` là thời gian chờ máy chủ trả lời",
	flagKey:        "`RW…` là khóa công khai được tin (mặc định: publicKeys trong site.yaml)",
	flagQuick:      "chỉ so kích thước, không đọc hết các tệp ở nơi đăng",

	steps: map[publish.Step]string{
		publish.StepConnecting: "Đang nối máy chủ", publish.StepWaiting: "Mất kết nối, sẽ thử lại", publish.StepLocking: "Chờ xem người đang giữ quyền đăng có còn làm việc",
		publish.StepLooking: "Đang xem các tệp ở nơi đăng", publish.StepSending: "Đang gửi", publish.StepMoving: "Đang thay tệp",
		publish.StepRemoving: "Đang gỡ tệp cũ", publish.StepChecking: "Đang kiểm tra",
	},
	progress:       "%s: %d/%d tệp",
	progressRate:   ", %.1f/%.1f MB, %.1f MB/giây",
	progressLeft:   ", còn %d:%02d",
	again:          "%v\nThử lại sau %d giây",
	published:      "Đã đăng bản %s lên %s",
	publishedSame:  "Bản %s đã có sẵn và nguyên vẹn ở %s, không cần gửi gì",
	sent:           "gửi %d tệp (%.1f MB), dùng lại %d, gỡ %d, %.1f giây",
	attempts:       "đã phải nối lại %d lần",
	handedOver:     "Đã ghi %s: %d tệp",
	dryRun:         "Nếu đăng lên %s:",
	dryRunNothing:  "Không có gì khác nhau.",
	counts:         "%d mới, %d đổi, %d gỡ",
	live:           "đang hiện",
	kept:           "còn giữ",
	noReleases:     "Chưa có bản nào ở %s.",
	rolledBack:     "%[2]s nay hiện bản %[1]s",
	verified:       "%s: %d tệp, bản của ngày %s",
	signedBy:       "Chữ ký đúng, của khóa %s.",
	unsigned:       "Không kiểm tra chữ ký, vì không biết tin khóa nào.",
	differs:        "%d tệp bị sửa, %d tệp thiếu, %d tệp lạ",
	notListed:      "Qua địa chỉ web không thấy được tệp lạ; muốn tìm tệp lạ, hãy kiểm tra nơi đăng.",
	keyMade:        "Đã tạo khóa %s, phần bí mật nằm ở %s\nHãy cất một bản sao của tệp ấy ở nơi an toàn, không để trên máy chủ web.",
	keyTrust:       "Ghi dòng này vào site.yaml để trang tin khóa:",
	keyHere:        "có trên máy này",
	keyElsewhere:   "không có trên máy này",
	keyNone:        "Trang chưa tin khóa nào. Tạo khóa: nhipcau keys new",
	showsNew:       "%s đã hiện bản mới",
	removedGone:    "%d tệp đã gỡ không còn mở được nữa",
	newHost:        "Lần đầu nối tới %s. Dấu vân tay của máy chủ:\n  %s",
	newHostAsk:     "Hãy hỏi người quản trị máy chủ; nếu trùng thì gõ \"co\" rồi Enter: ",
	askPassword:    "Mật khẩu của %s: ",
	askPassphrase:  "Mật khẩu của tệp khóa %s: ",
	askKeyPassword: "Mật khẩu của khóa ký %s: ",
	askNewPassword: "Đặt mật khẩu cho khóa mới: ",
	askAgain:       "Gõ lại mật khẩu: ",

	errNoTarget:      "site.yaml không có nơi đăng %q; các nơi đăng: %s.%s",
	errWhichTarget:   "site.yaml có nhiều nơi đăng: %s.\nHãy nêu tên một nơi, ví dụ: %s",
	errNoTargets:     "site.yaml chưa có nơi đăng nào. Thêm chẳng hạn:\n  targets:\n    may-chu: {type: sftp, host: web.example.vn, user: ten, path: /var/www/trang}",
	errNoRelease:     "Chưa có bản dựng ở %s. Hãy chạy nhipcau build trước.",
	errDamaged:       "Bản dựng ở %s không còn đúng với bản kê của nó, nên chưa gửi gì. Hãy dựng lại bằng nhipcau build.",
	errNoKeys:        "site.yaml chưa có mục publicKeys nên không biết ký bằng khóa nào.\nHãy chạy nhipcau keys new, hoặc thêm --unsigned để đăng mà không ký.",
	errNoSecret:      "Máy này không có khóa nào mà trang tin (%s).\nHãy chép tệp khóa vào %s, hoặc nêu đường dẫn trong biến NHIPCAU_KEY.",
	errNoAnswer:      "Cần mật khẩu mà không có ai để hỏi; hãy đặt biến %s.",
	errKeyPassword:   "Mật khẩu không mở được khóa.",
	errNotTwice:      "Hai lần gõ không giống nhau, hoặc để trống.",
	errKeysArguments: "Lệnh keys chỉ nhận thêm chữ new.",
	errHostUnknown:   "Chưa biết máy chủ %s. Dấu vân tay nó đưa ra:\n  %s\nHãy hỏi người quản trị máy chủ. Nếu trùng, chạy lại với --accept-host-key và dấu vân tay ấy.",
	errHostOther:     "MÁY CHỦ %s KHÔNG PHẢI LÀ MÁY ĐÃ BIẾT.\n  đã biết: %s\n  bây giờ: %s\nCó thể ai đó đang đứng giữa. Chưa gửi gì. Hãy hỏi người quản trị máy chủ; nếu máy chủ thật sự\nđã đổi khóa, chạy lại với --accept-host-key và dấu vân tay mới.",
	errPlainFTP:      "Kiểu ftp gửi mọi thứ, cả mật khẩu, không mã hóa. Hãy đổi sang ftps hay sftp; nếu không thể, thêm --plain-ftp.",
	errLocked:        "%s đang đăng lên đây từ máy %s (tiến trình %d, từ %s).\nHãy đợi xong. Nếu chắc chắn người ấy không còn làm việc, thêm --break-lock.",
	errLockLost:      "Đang làm thì %s trên máy %s giành quyền đăng. Trang đang hiện không bị gì; hãy hỏi nhau rồi chạy lại.",
	errTooMany:       "Bản này sẽ gỡ %d trong %d tệp, nhiều hơn mức %d. Có thể bạn đã dựng nhầm hoặc chọn nhầm nơi đăng.\nXem danh sách bằng --dry-run; nếu đúng ý thì thêm --remove-many.",
	errInTheWay:      "Ở nơi đăng có những tệp không do nhipcau đăng, trùng chỗ với trang:",
	errInTheWayHint:  "Chưa có gì bị thay đổi. Hãy chuyển chúng đi, hoặc thêm --overwrite để ghi đè.",
	errLayout:        "Nơi đăng không dùng được layout: %s. Với slots, tên đăng phải chưa có hoặc là một liên kết, và máy chủ phải hỗ trợ liên kết.",
	errNoKept:        "Ở nơi đăng không còn bản %s. Xem các bản bằng nhipcau releases.",
	errNoneBefore:    "Ở nơi đăng không còn bản nào trước bản đang hiện.",
	errConnection:    "Mất kết nối với máy chủ và thử lại không được. Trang đang hiện vẫn nguyên vẹn;\nhãy chạy lại lệnh khi có mạng: những tệp đã gửi không phải gửi lại.",
	errCalledOff:     "Đã dừng. Trang đang hiện vẫn nguyên vẹn; chạy lại lệnh để làm tiếp: tệp đã gửi không phải gửi lại.",
	errLogin:         "Máy chủ không cho %s vào. Hãy kiểm tra tên người dùng, mật khẩu hoặc tệp khóa.",
	errTargetPath:    "Ở nơi đăng không có thư mục %s. Hãy tạo thư mục ấy, hoặc sửa mục path trong site.yaml.",
	errNotSigned:     "Bản ở %s không có chữ ký đúng nên không được hiện.",
	errZIPOnly:       "Nơi đăng kiểu zip chỉ là một tệp, không có các bản cũ.",
	errVerifyWhat:    "Không có thư mục, tệp ZIP hay nơi đăng nào tên %q.",
	errNoPublicKeys:  "Khóa %q không đúng dạng.",
	errFlatBack:      "Nơi đăng này không giữ bản cũ trên máy chủ, và máy này cũng không còn bản %s.",
	errWholeNot:      "Bản %s ở nơi đăng không còn nguyên vẹn nên không được hiện.",
	errNoReleaseThis: "Ở %s không có bản kê nhipcau.manifest đọc được.",
}

var englishPublish = publishWords{
	publishShort:   "Publish the built release to a host",
	publishLong:    "Make a target equal to the release in the folder public: only what differs travels,\nreaders see the change when everything has arrived, and the manifest is signed. If\nit is interrupted, run it again: what was sent is not sent twice. Targets stand in\nsite.yaml.",
	releasesShort:  "List the releases that a target keeps",
	releasesLong:   "List the releases that a target keeps, oldest first; the public one is marked.",
	rollbackShort:  "Go back to a release that was public before",
	rollbackLong:   "Make a kept release public again, by default the one before the public one. It is\nlooked through first.",
	keysShort:      "Show or make the keys that releases are signed with",
	keysLong:       "Tell which keys the site trusts and which of them are on this computer. \"keys new\"\nmakes one: its secret half stays outside of the site, its public half goes into\nsite.yaml.",
	verifyShort:    "Hold published files against their signed manifest",
	verifyLong:     "Hold a folder, a ZIP file, a target or a web address against the signed manifest\nthere, and list changed, missing and unexpected files. By default: the folder public.",
	targetUse:      "[TARGET]",
	rollbackUse:    "[TARGET [RELEASE]]",
	keysUse:        "[new]",
	verifyUse:      "[DIR|ZIP|TARGET|URL]",
	flagFrom:       "`DIR|ZIP` is the release to publish (default: public in the site's folder)",
	flagDryRun:     "only tell what would change",
	flagRemoveMany: "allow many files to be removed at once",
	flagOverwrite:  "replace files that nhipcau did not publish, too",
	flagResend:     "send every file again, believing nothing that the host has",
	flagBreakLock:  "take the lock from whoever has it",
	flagUnsigned:   "publish without a signature",
	flagHostKey:    "`SHA256:…` is the fingerprint of a new host, which you have checked",
	flagPlainFTP:   "accept FTP without encryption: everybody on the way can read the password",
	flagTimeout:    "`30s` is how long the host may take to answer",
	flagKey:        "`RW…` is the public key to trust (default: publicKeys in site.yaml)",
	flagQuick:      "compare sizes only, without reading all files of a target",

	steps: map[publish.Step]string{
		publish.StepConnecting: "Connecting", publish.StepWaiting: "Connection lost, trying again", publish.StepLocking: "Waiting whether the owner of the lock is alive",
		publish.StepLooking: "Looking at the files of the target", publish.StepSending: "Sending", publish.StepMoving: "Putting files in their places",
		publish.StepRemoving: "Removing old files", publish.StepChecking: "Checking",
	},
	progress:       "%s: %d/%d files",
	progressRate:   ", %.1f/%.1f MB, %.1f MB/s",
	progressLeft:   ", %d:%02d left",
	again:          "%v\nTrying again in %d s",
	published:      "Published %s to %s",
	publishedSame:  "%s is public and whole at %s; nothing to send",
	sent:           "%d files sent (%.1f MB), %d reused, %d removed, %.1f s",
	attempts:       "the connection had to be made anew %d times",
	handedOver:     "Wrote %s: %d files",
	dryRun:         "Publishing to %s would change:",
	dryRunNothing:  "Nothing differs.",
	counts:         "%d new, %d changed, %d removed",
	live:           "public",
	kept:           "kept",
	noReleases:     "There is no release at %s yet.",
	rolledBack:     "%[2]s shows %[1]s again",
	verified:       "%s: %d files, the release of %s",
	signedBy:       "The signature is right, by key %s.",
	unsigned:       "The signature was not checked: there is no key to trust.",
	differs:        "%d files changed, %d missing, %d unexpected",
	notListed:      "Unexpected files cannot be seen from a web address; to find them, verify the target.",
	keyMade:        "Made the key %s; its secret half is %s\nKeep a copy of that file in a safe place, not on the web host.",
	keyTrust:       "Write this line into site.yaml, so that the site trusts the key:",
	keyHere:        "on this computer",
	keyElsewhere:   "not on this computer",
	keyNone:        "The site trusts no key yet. To make one: nhipcau keys new",
	showsNew:       "%s shows the new release",
	removedGone:    "%d removed files are not to be had any more",
	newHost:        "First contact with %s. The host's fingerprint is:\n  %s",
	newHostAsk:     "Ask whoever runs the host; if it is the same, type \"yes\" and Enter: ",
	askPassword:    "Password of %s: ",
	askPassphrase:  "Password of the key file %s: ",
	askKeyPassword: "Password of the signing key %s: ",
	askNewPassword: "A password for the new key: ",
	askAgain:       "The password again: ",

	errNoTarget:      "site.yaml has no target %q; it has %s.%s",
	errWhichTarget:   "site.yaml has several targets: %s.\nName one, such as: %s",
	errNoTargets:     "site.yaml has no target yet. Add one, such as:\n  targets:\n    province: {type: sftp, host: web.example.vn, user: name, path: /var/www/site}",
	errNoRelease:     "There is no release in %s. Run nhipcau build first.",
	errDamaged:       "The release in %s is not what its manifest says any more, so nothing was sent. Build it again with nhipcau build.",
	errNoKeys:        "site.yaml has no publicKeys, so it is not known which key signs.\nRun nhipcau keys new, or add --unsigned to publish without a signature.",
	errNoSecret:      "This computer has none of the keys that the site trusts (%s).\nCopy the key file to %s, or name it in the variable NHIPCAU_KEY.",
	errNoAnswer:      "A password is needed and nobody is there to ask; set the variable %s.",
	errKeyPassword:   "The password does not open the key.",
	errNotTwice:      "The two are not the same, or empty.",
	errKeysArguments: "The command keys takes only the word new.",
	errHostUnknown:   "The host %s is not known. Its fingerprint is:\n  %s\nAsk whoever runs the host. If it is the same, run again with --accept-host-key and that fingerprint.",
	errHostOther:     "THE HOST %s IS NOT THE ONE THAT IS KNOWN.\n  known: %s\n  now:   %s\nSomebody may be in between. Nothing was sent. Ask whoever runs the host; if it really has a\nnew key, run again with --accept-host-key and the new fingerprint.",
	errPlainFTP:      "The type ftp sends everything, the password too, without encryption. Use ftps or sftp; if that cannot be, add --plain-ftp.",
	errLocked:        "%s is publishing here from %s (process %d, since %s).\nWait until it is done. If you are sure that nobody is at work there, add --break-lock.",
	errLockLost:      "Meanwhile %s on %s took the lock. The public site is whole; talk to each other, then run again.",
	errTooMany:       "This release would remove %d of %d files, more than %d. It may be a wrong build or a wrong target.\nSee the list with --dry-run; if it is meant, add --remove-many.",
	errInTheWay:      "At the target there are files that nhipcau did not publish, where the site has to go:",
	errInTheWayHint:  "Nothing was changed. Move them away, or add --overwrite to replace them.",
	errLayout:        "The target cannot have the layout %s. For slots the public name must be free or a link, and the host must have links.",
	errNoKept:        "The target has no release %s. See nhipcau releases.",
	errNoneBefore:    "At the target no release is kept from before the public one.",
	errConnection:    "The connection was lost and cannot be made again. The public site is whole; run the command\nagain when the line is back: what was sent is not sent twice.",
	errCalledOff:     "Stopped. The public site is whole; run the command again to go on: what was sent is not sent twice.",
	errLogin:         "The host does not let %s in. Check the user's name, the password or the key file.",
	errTargetPath:    "There is no folder %s at the target. Make it, or mend path in site.yaml.",
	errNotSigned:     "The release at %s has no good signature, so it is not made public.",
	errZIPOnly:       "A target of type zip is only a file; it keeps no releases.",
	errVerifyWhat:    "There is no folder, ZIP file or target called %q.",
	errNoPublicKeys:  "%q is no public key.",
	errFlatBack:      "This target keeps no releases on the host, and this computer does not have %s any more.",
	errWholeNot:      "%s at the target is not whole any more, so it is not made public.",
	errNoReleaseThis: "There is no readable nhipcau.manifest at %s.",
}
