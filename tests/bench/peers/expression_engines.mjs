#!/usr/bin/env node
// Engines that judge a design by expressions: expression_engines.mjs js|cel|zen|zen-together RULES_FOLDER DESIGNS.jsonl OUT [LIMIT]
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { run } from './runner.mjs';

const [name, folder, data, out, limit] = process.argv.slice(2);
const rules = file => JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'));

async function javascript() {
    const { rules: functions } = await import(pathToFileURL(path.resolve(folder, 'rules.mjs')));
    return { rules: functions.length, expressed: functions.length, judge: design => functions.map(rule => rule(design)) };
}

// Two formulas a rule: surely true, and, where that does not hold, surely not.
async function cel() {
    const { Environment } = await import('@marcbachmann/cel-js');
    const environment = new Environment({ unlistedVariablesAreDyn: true }).registerVariable('d', 'map');
    const context = { d: null };
    const compiled = rules('cel.json').map(rule => rule.T === undefined ? null : [environment.parse(rule.T), environment.parse(rule.F)]);
    const judge = design => {
        context.d = design;
        return compiled.map(rule => rule === null ? -1 : rule[0](context) ? 2 : rule[1](context) ? 0 : 1);
    };
    return { rules: compiled.length, expressed: compiled.filter(Boolean).length, judge };
}

// One node of expressions, an output a rule, compiled beforehand: a third faster than a plain buffer.
async function zen() {
    const { ZenEngine, ZenDecisionContent } = await import('@gorules/zen-engine');
    const list = rules('zen.json');
    const position = { x: 0, y: 0 };
    const expressions = list.map((rule, i) => ({ id: `x${i}`, key: `r${i}`, value: `${rule.T} ? 2 : ${rule.F} ? 0 : 1` }));
    const graph = {
        nodes: [{ id: 'i', name: 'in', type: 'inputNode', position },
            { id: 'e', name: 'rules', type: 'expressionNode', position, content: { expressions } },
            { id: 'o', name: 'out', type: 'outputNode', position }],
        edges: [{ id: '1', sourceId: 'i', targetId: 'e', type: 'edge' }, { id: '2', sourceId: 'e', targetId: 'o', type: 'edge' }],
    };
    const decision = new ZenEngine().createDecision(new ZenDecisionContent(Buffer.from(JSON.stringify(graph))));
    const judge = async design => {
        const { result } = await decision.evaluate({ prog: design });
        return list.map((_, i) => result[`r${i}`]);
    };
    return { rules: list.length, expressed: list.length, together: name === 'zen-together', judge };
}

const engines = { js: javascript, cel, zen, 'zen-together': zen };
await run(name, engines[name], data, out, limit ? Number(limit) : Infinity);
