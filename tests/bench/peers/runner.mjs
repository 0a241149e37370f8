// What runners in Node have in common: PROGRAM [ENGINE] RULES_FOLDER DESIGNS.jsonl OUT [LIMIT]. See runner.hpp for what they write.
import fs from 'node:fs';

export const now = () => Number(process.hrtime.bigint()) / 1e9;

const LETTERS = { 2: 'P', 0: 'F', 1: 'U', '-1': '-' };
const TOGETHER = 64;  // designs at a time

// Whole files of over 512 MB do not fit a JavaScript string.
function* lines(file) {
    const from = fs.openSync(file, 'r'), block = Buffer.alloc(1 << 20);
    let rest = Buffer.alloc(0), got;
    while ((got = fs.readSync(from, block, 0, block.length)) > 0) {
        const text = Buffer.concat([rest, block.subarray(0, got)]);
        let at = 0, end;
        while ((end = text.indexOf(10, at)) >= 0) {
            yield text.toString('utf8', at, end);
            at = end + 1;
        }
        rest = text.subarray(at);
    }
}

function* groups(file, limit) {
    let group = [], taken = 0;
    for (const line of lines(file)) {
        if (taken++ >= limit) break;
        group.push(line);
        if (group.length === TOGETHER) {
            yield group;
            group = [];
        }
    }
    if (group.length) yield group;
}

export function tell(told) {
    console.log(JSON.stringify({ ...told, peak_kb: process.resourceUsage().maxRSS }));
}

// engine: { rules, expressed, judge(design) -> verdicts or a promise of them, together: whether designs may be in flight at once }
export async function run(name, setUp, data, out, limit = Infinity) {
    const begin = now();
    const engine = await setUp();
    const told = { engine: name, designs: 0, rules: engine.rules, expressed: engine.expressed, setup_s: now() - begin, parse_s: 0, eval_s: 0 };
    const to = fs.openSync(out, 'w');
    for (const group of groups(data, limit)) {
        const start = now();
        const designs = group.map(line => JSON.parse(line));
        const parsed = now();
        let verdicts = [];
        if (engine.together) verdicts = await Promise.all(designs.map(engine.judge));
        else for (const design of designs) {
            const judged = engine.judge(design);
            verdicts.push(judged instanceof Promise ? await judged : judged);
        }
        told.parse_s += parsed - start;
        told.eval_s += now() - parsed;
        told.designs += designs.length;
        fs.writeSync(to, verdicts.map(of => of.map(v => LETTERS[v] ?? '?').join('') + '\n').join(''));
    }
    fs.closeSync(to);
    tell(told);
    process.exit(0);
}
