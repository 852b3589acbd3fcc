package text

import "strings"

// CommonWords lists Lao words of several syllables that lines keep whole, as
// names. Most are from Pali, Sanskrit or French, and their parts mean nothing by
// themselves: who reads ອຸດ at the end of a line does not expect ສາຫະກຳ. The
// last two lines are compounds that are read as one, such as ລົງທຶນ. Others,
// such as ການ|ເງິນ, part where their meaning does. All are words that official
// texts use most.
func CommonWords() []string {
	return strings.Fields(`
	ກອງປະຊຸມ ກະຊວງ ກະລຸນາ ກະສິກຳ ກຳນົດ ກຳມະການ ກຳລັງ ກິໂລແມັດ ກິດຈະກຳ ແກ້ໄຂ
	ຂໍ້ມູນ ຂະຫຍາຍ ຂະແໜງ ຂະບວນ ຄະນະ ໂຄງການ ໂຄສະນາ
	ງົບປະມານ ຈຳນວນ ຊົນນະບົດ ຊະນິດ ຊັບພະຍາກອນ
	ຕະຫຼາດ ຕາຕະລາງ ຕຳຫຼວດ ໄຕມາດ
	ທະເລ ທະນາຄານ ທະວີ ທະຫານ ທຸລະກິດ ໂທລະສັບ ໂທລະພາບ
	ທຳມະຊາດ ນະຄອນ ນະໂຍບາຍ ນາຍົກ ນິຕິກຳ
	ບັນຊີ ບັນດາ ບັນທຶກ ບູຮານ ບໍລິການ ບໍລິສັດ ບໍລິຫານ
	ປະກອບ ປະກາດ ປະຈຳ ປະຊາຊົນ ປະຊຸມ ປະຕິບັດ ປະທານ ປະເທດ ປະມານ ປະສານ ປະສົງ ປະຫວັດ ປະໂຫຍດ ປະເພດ ປະເພນີ ປັດຈຸບັນ
	ຜະລິດ ຜະລິດຕະພັນ ພະແນກ ພະນັກງານ ພະຍາບານ ພັດທະນາ ພາສາ ພິທີ
	ມະນຸດ ມາດຕະການ ມາດຕະຖານ ມິດຕະພາບ ມະຕິ
	ຍຸຕິທຳ ລະດັບ ລະບຽບ ລະຫວ່າງ ລັດຖະບານ ລັດຖະມົນຕີ ໄລຍະ ເລກທີ
	ວັດທະນະທຳ ວັດຖຸ ວັນທີ ວິດີໂອ ວິທີ ວິທະຍາສາດ ວິທະຍາໄລ ວິທະຍຸ ວິສາຫະກິດ ເວລາ
	ສະຖານທີ່ ສະຖານທູດ ສະຖານີ ສະບັບ ສະພາ ສະແດງ ສະເພາະ ສະເໜີ ສະໜັບສະໜູນ ສະໜອງ ສະດວກ
	ສັງຄົມ ສັນຍາ ສາກົນ ສາມັກຄີ ສາມາດ ສຳນັກ ສຳລັບ ສິດທິ ສົນທິສັນຍາ ສຶກສາ ສຸຂະພາບ ເສດຖະກິດ
	ອະທິປະໄຕ ອະນຸມັດ ອະນຸຍາດ ອັງກິດ ອາກາດ ອຸດສາຫະກຳ ອົງການ ເອກະສານ ໂອກາດ
	ເທສະບານ ເວັບໄຊ ເສລີ ເອກະຊົນ ແນະນຳ ເຮັກຕາ
	ກ່ຽວກັບ ຄໍລຳ ຄຸນນະພາບ ບຸກຄົນ ມໍລະດົກ ຮັກສາ ລະບຸ ລຳດັບ ສາທິດ ສາມັນ ສາສະໜາ ສຳຄັນ ສຳມະນາ ສຳເລັດ ໂທລະໂຄ່ງ ໂປສກາດ
	ຂ່າວສານ ຄາດຄະເນ ຈັດສັນ ເຈົ້າໜ້າທີ່ ເຊີນຊວນ ຕົກລົງ ຕິດຕໍ່ ທຳອິດ ທ່ອງທ່ຽວ ເນື້ອທີ່ ຜິດຊອບ ພື້ນຖານ ພື້ນທີ່ ມວນຊົນ ມູນຄ່າ
	ເຊື່ອມຕໍ່ ນັບແຕ່ ບົດຄວາມ ປົກຄອງ ຮ່ວມມື ຮຸ້ນສ່ວນ ລາຍການ ລາຍງານ ລົງທຶນ ວຽກງານ ແວດລ້ອມ ສົ່ງເສີມ ສຳນັກງານ ໜ້າທີ່ ໜັງສືພິມ ໂຄງລ່າງ ໂຮງຮຽນ
	ກະຈາຍສຽງ ກ່ອນອື່ນ ການສຶກສາ ກຽມຕົວ ຂໍ້ຕົກລົງ ເຂົ້າໃຈ ຄ່າເຊົ່າ ຄົບຮອບ ຈະລາຈອນ ຈັດຕັ້ງ ຈັດທຳ ຈັດພິມ ຈົດໝາຍ ຊ້ອນທ້າຍ ເຊື່ອມໂຍງ
	ດຽວກັນ ຕັດສິນໃຈ ຕ່າງກັນ ຕ່າງປະເທດ ຕົວເມືອງ ຕົວຢ່າງ ຕົວເລກ ຕໍ່ມາ ທ່າເຮືອ ເປົ້າໝາຍ ແຜນຜັງ ເຜີຍແຜ່ ພາຍໃນ ແລກປ່ຽນ
	ສອບຖາມ ສື່ມວນຊົນ ຫຼ້າສຸດ ຫົວໜ້າ ໜ້າເວັບ ອອກອາກາດ ອະທິບາຍ ຮູບພາບ ໂລຈິສຕິກ`)
}

// compounds lists Vietnamese words of two syllables that official titles use
// most: who reads sân at the end of a title does not expect bay.
func compounds() []string {
	list := strings.Fields(`
	an_sinh an_ninh báo_chí bản_tin ban_hành bảo_vệ bạn_bè bạn_đọc bến_cảng biên_bản biên_giới bưu_thiếp
	cảng_biển chỉ_thị chi_phí chiến_lược chính_phủ chính_quyền chính_sách chính_thức chủ_quyền chủ_trì chuyên_gia chuyên_mục
	chuyên_trang chuyến_thăm chương_trình công_an công_bố công_nghệ công_nghiệp công_tác công_thương công_ty cơ_quan cơ_sở cung_cầu
	danh_lam danh_mục danh_thắng di_sản di_tích dịch_vụ diện_tích doanh_nghiệp du_lịch dữ_liệu dự_án dự_báo dự_kiến
	đại_diện đại_sứ đào_tạo đất_đai đầu_mối đầu_tư đặc_trưng địa_bàn địa_chỉ địa_phương điện_tử định_hướng đoàn_kết đoàn_thể
	đô_thị đối_ngoại đối_tác đường_bộ đường_dây đường_sắt
	gặp_gỡ ghi_nhớ giai_đoạn giao_lưu giao_thông giao_tiếp giao_thương giáo_dục giới_thiệu
	hải_đảo hạ_tầng hàng_hóa hàng_không hiệp_định hiệp_hội hiệp_ước hình_ảnh hình_thức hòa_bình hoạt_động học_bổng học_hỏi
	hội_chợ hội_đồng hội_nghị hội_thảo hợp_tác huấn_luyện hướng_dẫn hữu_nghị
	kế_hoạch kết_luận kết_nối kết_quả khoa_học khu_vực kiểm_tra kinh_doanh kinh_nghiệm kinh_phí kinh_tế kỷ_niệm ký_hiệu kỹ_thuật
	lao_động lãnh_đạo lãnh_sự liên_hệ liên_kết liên_quan linh_kiện lĩnh_vực lịch_sử
	mặt_bằng miễn_phí mô_hình môi_trường mục_lục mục_tiêu
	nâng_cấp ngành_nghề ngày_hội nghị_quyết nghiên_cứu nghỉ_dưỡng ngoại_giao ngoại_vụ ngôn_ngữ ngân_hàng ngân_sách nguồn_tin
	nhà_máy nhà_nước nhân_dân nhân_lực nhiệm_vụ nội_dung nông_nghiệp nông_thôn nước_ngoài
	phân_công phân_khu phát_thanh phát_triển phiên_chợ phim_ảnh phong_tục phóng_sự phóng_viên phổ_biến phối_hợp phụ_lục phụ_trách
	quan_hệ quản_lý quảng_bá quảng_trường quốc_gia quốc_tế quy_hoạch quy_mô quyết_định
	sản_phẩm sai_lệch sai_sót sân_bay sắp_xếp sinh_viên số_liệu sự_kiện
	tài_chính tài_liệu tài_nguyên tăng_trưởng tập_đoàn tập_gấp tập_huấn tham_gia thành_phố thành_tựu thành_viên thể_thao thị_trường thỏa_thuận
	thông_báo thông_tấn thông_tin thời_gian thời_hạn thuật_ngữ thu_hút thủ_tục thủ_tướng thương_mại tiếng_anh tiếng_lào tiếng_nhật tiếng_việt
	tiêu_chuẩn tiến_độ tổ_chức tổng_hợp trao_đổi trang_web trạng_thái triển_khai triển_lãm trung_tâm truyền_hình truyền_thông
	trường_học tư_pháp từ_khóa tuyên_truyền tự_do tình_trạng
	ưu_đãi vai_trò văn_bản văn_hóa vận_chuyển vận_động vận_tải vị_trí việc_làm vùng_biển
	xã_hội xúc_tiến xuất_bản xuất_khẩu xử_lý yêu_cầu`)
	for i, w := range list {
		list[i] = strings.ReplaceAll(w, "_", " ")
	}
	return list
}
