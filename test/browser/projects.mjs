// A site of many investment projects in three languages, for tests of lists: all
// made up, the same each time.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scratch } from "./site.mjs";

const langs = ["vi", "en", "lo"];

const fields = `groups:
  site: {vi: Địa điểm, en: Location, lo: ສະຖານທີ່}
fields:
  status:
    type: choice
    label: {vi: Trạng thái, en: Status, lo: ສະຖານະ}
    options:
      calling: {vi: Đang kêu gọi, en: Open to investors, lo: ກຳລັງເຊີນຊວນ}
      study: {vi: Đang nghiên cứu, en: Under study, lo: ກຳລັງສຶກສາ}
      approved: {vi: Đã phê duyệt, en: Approved, lo: ອະນຸມັດແລ້ວ}
    required: true
    filterable: true
    sortable: true
  sector:
    type: choice
    label: {vi: Ngành, en: Sector, lo: ຂະແໜງການ}
    options:
      ports: {vi: Cảng và kho vận, en: Ports and logistics, lo: ທ່າເຮືອ ແລະ ການຂົນສົ່ງ}
      industry: {vi: Công nghiệp, en: Industry, lo: ອຸດສາຫະກຳ}
      tourism: {vi: Du lịch, en: Tourism, lo: ການທ່ອງທ່ຽວ}
      farming: {vi: Nông nghiệp, en: Agriculture, lo: ກະສິກຳ}
    filterable: true
  place:
    type: choice
    label: {vi: Địa bàn, en: Place, lo: ທ້ອງຖິ່ນ}
    group: site
    options:
      p1: {vi: Quy Nhơn, en: Quy Nhon, lo: ກວີເຍີນ}
      p2: {vi: Phù Cát, en: Phu Cat, lo: ຝູກ໊າດ}
      p3: {vi: Vân Canh, en: Van Canh, lo: ວັນແຄັງ}
    filterable: true
  area: {type: area, unit: ha, label: {vi: Diện tích, en: Area, lo: ເນື້ອທີ່}, group: site, bands: [10 ha, 50 ha, 200 ha], filterable: true, sortable: true}
  capital: {type: money, unit: USD, label: {vi: Vốn đầu tư, en: Capital, lo: ທຶນ}, bands: [10 triệu USD, 50 triệu USD], filterable: true, sortable: true}
  closes: {label: {vi: Hạn nộp hồ sơ, en: Closing day, lo: ວັນປິດ}, sortable: true}
card: [status, sector, place, area, capital]
`;

const say = {
  vi: (n) => [`Dự án mẫu số ${n}`, `Mô tả ngắn của dự án mẫu số ${n}, đặt ra để thử danh sách.`],
  en: (n) => [`Sample project ${n}`, `A short description of sample project ${n}, made up to try lists.`],
  lo: (n) => [`ໂຄງການຕົວຢ່າງ ${n}`, `ຄຳອະທິບາຍສັ້ນໆ ຂອງໂຄງການຕົວຢ່າງ ${n} ເພື່ອທົດລອງລາຍການ.`],
};

// The facts of the nth project; capital is not known of every seventh.
export const project = (n) => ({
  status: ["calling", "study", "approved"][n % 3],
  sector: ["ports", "industry", "tourism", "farming"][(n * 7) % 4],
  place: ["p1", "p2", "p3"][(n * 5 + (n >> 3)) % 3],
  area: 1 + ((n * 37) % 400),
  capital: n % 7 === 0 ? null : 1 + ((n * 53) % 120),
});

// projects writes the sources of a site with that many projects.
export function projects(count) {
  const site = scratch(`projects-${count}`);
  const put = (name, text) => {
    mkdirSync(join(site, name, ".."), { recursive: true });
    writeFileSync(join(site, name), text);
  };
  put("site.yaml", `title: {vi: Dự án, en: Projects, lo: ໂຄງການ}\nbaseURL: https://example.org/\nlanguages: [vi, en, lo]\nxDefault: en\ntimeZone: Asia/Ho_Chi_Minh\npageSize: 20\nmenus: {main: [projects]}\n`);
  put("content/projects/_fields.yaml", fields);
  langs.forEach((lang) => {
    const [from] = lang === "vi" ? [""] : ["from: vi\n"];
    put(`content/_index.${lang}.md`, `---\ntitle: ${{ vi: "Trang mẫu", en: "A sample", lo: "ຕົວຢ່າງ" }[lang]}\nsummary: "…"\n${from}---\n`);
    put(`content/projects/_index.${lang}.md`, `---\ntitle: ${{ vi: "Dự án mẫu", en: "Sample projects", lo: "ໂຄງການຕົວຢ່າງ" }[lang]}\nsummary: "…"\n${from}---\n`);
    for (let n = 1; n <= count; n++) {
      const [title, summary] = say[lang](n);
      const p = project(n);
      const facts = lang === "vi" ? `weight: ${n}\nsample: true\nstatus: ${p.status}\nsector: ${p.sector}\nplace: ${p.place}\narea: ${p.area} ha\ncapital: ${p.capital ? `${p.capital} triệu USD` : "chưa rõ"}\ncloses: 2027-${String(1 + (n % 12)).padStart(2, "0")}-15\n` : from;
      put(`content/projects/du-an-${n}.${lang}.md`, `---\ntitle: ${title}\nsummary: ${summary}\n${facts}---\n\n${summary}\n`);
    }
  });
  return site;
}
