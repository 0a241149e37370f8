#!/usr/bin/env node
// DuckDB reads the JSON Lines itself into nested columns, then one query a rule, on as many threads as there are cores.
// duckdb.mjs RULES_FOLDER DESIGNS.jsonl OUT [LIMIT]
import fs from 'node:fs';
import path from 'node:path';

import { DuckDBInstance } from '@duckdb/node-api';

import { now, tell } from './runner.mjs';

const [folder, data, out, limit] = process.argv.slice(2);
const [TEXT, NUMBER, TRUTH, DATE, TEXTS] = ['VARCHAR', 'DOUBLE', 'BOOLEAN', 'DATE', 'VARCHAR[]'];
const DESIGN = {
    id: TEXT, phase: TEXT, start: DATE, end: DATE, budget: NUMBER, currency: TEXT, fx_rate: NUMBER, me_budget: NUMBER, admin_cost: NUMBER,
    contingency: NUMBER, consent_policy: TRUTH, dpo: TRUTH, complaint_sop: TRUTH, exit_strategy: TRUTH, coc_date: DATE,
    referral_updated: DATE, report_languages: TEXTS,
};
const TARGETS = 'STRUCT("group" VARCHAR, "count" DOUBLE)[]';
const LISTS = {
    sites: { id: TEXT, population: NUMBER, accessible: TRUTH, lighting: TEXT, distance_km: NUMBER, languages: TEXTS },
    activities: {
        id: TEXT, sector: TEXT, site: TEXT, modality: TEXT, budget: NUMBER, start: DATE, end: DATE, lead: TEXT, fee: TRUTH, targets: TARGETS,
    },
    groups: { name: TEXT, size: NUMBER, women_share: NUMBER, disability_share: NUMBER, consulted: TRUTH },
    risks: { id: TEXT, kind: TEXT, activity: TEXT, likelihood: NUMBER, impact: NUMBER, mitigation: TEXT },
    channels: { kind: TEXT, languages: TEXTS, literacy_needed: TRUTH, anonymous: TRUTH, response_days: NUMBER },
    partners: { id: TEXT, type: TEXT, vetted: TRUTH, local: TRUTH, budget_share: NUMBER },
    trainings: { topic: TEXT, date: DATE, staff_trained: NUMBER, staff_total: NUMBER, mandatory: TRUTH },
    indicators: { id: TEXT, activity: TEXT, disaggregation: TEXTS, baseline: NUMBER, target: NUMBER, frequency: TEXT },
};
const struct = fields => `STRUCT(${Object.entries(fields).map(([name, type]) => `"${name}" ${type}`).join(', ')})[]`;
const columns = [...Object.entries(DESIGN), ...Object.entries(LISTS).map(([name, fields]) => [name, struct(fields)])]
    .map(([name, type]) => `"${name}": '${type}'`).join(', ');

const begin = now();
const database = await (await DuckDBInstance.create(':memory:')).connect();
const rules = JSON.parse(fs.readFileSync(path.join(folder, 'duckdb.json')));
const start = now();
const rows = `read_json('${data}', format='newline_delimited', columns={${columns}})`;
await database.run(`CREATE TABLE raw AS SELECT CAST(substr(id, 2) AS INTEGER) AS did, * FROM ${rows}${limit ? ` LIMIT ${limit}` : ''}`);
const loaded = now();

const designs = Number((await database.runAndReadAll('SELECT count(*) FROM raw')).getRows()[0][0]);
const width = rules.length + 1;
const verdicts = Buffer.alloc(designs * width, '\n');
for (const [rule, query] of rules.entries()) {
    const result = await database.run(query);
    for (let chunk; (chunk = await result.fetchChunk()) && chunk.rowCount > 0;) {
        const ids = chunk.getColumnValues(0), values = chunk.getColumnValues(1);
        for (let i = 0; i < chunk.rowCount; ++i) verdicts[Number(ids[i]) * width + rule] = 'FUP'.charCodeAt(Number(values[i]));
    }
}
const judged = now();
fs.writeFileSync(out, verdicts);
tell({
    engine: 'duckdb', designs, rules: rules.length, expressed: rules.length,
    setup_s: start - begin, parse_s: loaded - start, eval_s: judged - loaded,
});
process.exit(0);
