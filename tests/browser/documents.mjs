// Invented documents for the page's tests: departments of real cities and provinces that share tasks, so many that a
// network of about the size asked for comes out, and one document that tries to be mark-up. The same every time.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const CITY = (
  "发展改革委 教育局 科技局 工业和信息化局 公安局 民政局 司法局 财政局 人力资源社会保障局 自然资源局 " +
  "生态环境局 住房城乡建设局 交通运输局 水利局 农业农村局 商务局 文化和旅游局 卫生健康委 退役军人局 应急管理局 " +
  "审计局 市场监管局 统计局 医保局 乡村振兴局 林业局 气象局 体育局 粮食和储备局 信访局 " +
  "城管局 国资委 机关事务局 残联 妇联 总工会 团市委 科协 工商联 税务局"
).split(" ");
const PROVINCE = (
  "发展改革委 教育厅 科技厅 工业和信息化厅 公安厅 民政厅 司法厅 财政厅 人力资源社会保障厅 自然资源厅 " +
  "生态环境厅 住房城乡建设厅 交通运输厅 水利厅 农业农村厅 商务厅 文化和旅游厅 卫生健康委 应急管理厅 市场监管局"
).split(" ");
const WORKS = "平台 目录 标准 队伍 场地 台账 清单 机制 规划 试点".split(" ");
const VERBS = "建设 公开 完善 培训 清理 开展 编制 推进 核对 更新".split(" ");

/// What the hostile document would run if anything in it were run.
export const HOSTILE = '</script><img src=x onerror="window.taken=1"><script>window.taken=1</script>';

/// Numbers between 0 and 1 from a seed: Park and Miller's generator.
function numbers(seed) {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/// Writes documents that name about so many agencies into a folder.
export function writeDocuments(folder, agencies) {
  mkdirSync(folder, { recursive: true });
  const rows = readFileSync(new URL("../../data/divisions.csv", import.meta.url), "utf8").split("\n").slice(1);
  const places = rows.map((row) => row.split(",")).map(([code, name, , level, parent, , end]) => ({ code, name, level, parent, end }));
  const provinces = places.filter(({ level, name, end }) => level === "province" && name.endsWith("省") && !end);
  const random = numbers(20231124);
  let left = agencies;
  let files = 0;
  for (const province of provinces) {
    if (left <= 0) break;
    const cities = places.filter(({ level, parent, name, end }) => level === "city" && parent === province.code && name.endsWith("市") && !end);
    const taken = cities.slice(0, Math.max(1, Math.ceil((left - PROVINCE.length) / CITY.length)));
    for (const city of taken) {
      const own = (department) => (department.startsWith("团") ? `共青团${city.name}委员会` : `市${department}`);
      const departments = left < CITY.length ? CITY.slice(0, Math.max(5, left)) : CITY;
      writeFileSync(join(folder, `${city.code}.txt`), plan(city.name, "办公室", ++files, tasks(random, departments.map(own), [])));
      left -= departments.length;
    }
    const others = taken.flatMap((city) => ["财政局", "教育局", "公安局"].map((department) => `${city.name}${department}`));
    const count = Math.max(8, Math.min(60, taken.length * 4));
    writeFileSync(join(folder, `${province.code}.txt`), plan(province.name, "办公厅", ++files, tasks(random, PROVINCE.map((name) => `省${name}`), others, count)));
    left -= PROVINCE.length;
  }
}

/// Writes the hostile document.
export function writeHostile(folder) {
  mkdirSync(folder, { recursive: true });
  const lines = [`建设${HOSTILE}平台。建成${HOSTILE}平台。（省财政厅牵头，省教育厅配合）`];
  writeFileSync(join(folder, "hostile.txt"), plan("湖南省", "办公厅", 999, lines, `${HOSTILE}`));
}

/// A plan that its government's office sends out.
function plan(place, office, number, lines, word = "服务提升") {
  const body = lines.map((line, at) => `${at + 1}.${line}`).join("\n");
  return `${place}人民政府${office}关于印发《${place}${word}行动方案》的通知\n\n${place.slice(0, 1)}政办发〔2023〕${number}号\n\n各有关单位：\n现将方案印发给你们。\n\n${place}${word}行动方案\n\n一、重点任务\n${body}\n\n${place}人民政府${office}\n2023年${1 + (number % 12)}月5日\n`;
}

/// Tasks that departments of one field mostly share, so that there is something to see.
function tasks(random, departments, others, count = 70) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  return Array.from({ length: count }, (_, at) => {
    const field = Math.floor(random() * Math.ceil(departments.length / 8));
    const near = departments.slice(field * 8, field * 8 + 8);
    const names = new Set([at < departments.length ? departments[at] : pick(near)]);
    const partners = 1 + Math.floor(random() * 4);
    for (let partner = 0; partner < partners; partner++) names.add(random() < 0.8 ? pick(near) : pick(departments));
    if (others.length && random() < 0.7) names.add(pick(others));
    const [lead, ...rest] = names;
    const bracket = rest.length ? `${lead}牵头，${rest.join("、")}配合` : `${lead}负责`;
    return `${pick(VERBS)}${pick(WORKS)}。按季度${pick(VERBS)}${pick(WORKS)}，年底前完成。（${bracket}）`;
  });
}
