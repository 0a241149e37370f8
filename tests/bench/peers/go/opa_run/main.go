// opa_run RULES_DIR DATA.jsonl OUT [LIMIT]: Open Policy Agent as a Go library, on rules.rego (package bench, rule `verdicts`: a letter a rule) and names.json.
// One query for all rules, prepared once; each design is handed over as OPA's own values, which `parse` makes. Partial evaluation (what `opa build -O` does)
// is not used: measured, these rules got no faster by it, since nothing in them is known before the design is.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"tutela/peers/bench"
)

func setUp(rulesDir string) (bench.Peer[ast.Value], error) {
	var peer bench.Peer[ast.Value]
	text, err := os.ReadFile(filepath.Join(rulesDir, "rules.rego"))
	if err != nil {
		return peer, err
	}
	listed, err := os.ReadFile(filepath.Join(rulesDir, "names.json"))
	if err != nil {
		return peer, err
	}
	var names []string
	if err := json.Unmarshal(listed, &names); err != nil {
		return peer, fmt.Errorf("names.json: %w", err)
	}
	for range names {
		peer.Expressed = append(peer.Expressed, true) // Rego says all of them
	}
	ctx := context.Background()
	query, err := rego.New(rego.Query("data.bench.verdicts"), rego.Module("rules.rego", string(text))).PrepareForEval(ctx)
	if err != nil {
		return peer, err
	}
	peer.Parse = func(line []byte) (ast.Value, error) {
		return ast.ValueFromReader(bytes.NewReader(line))
	}
	peer.Judge = func(design ast.Value, verdicts []byte) ([]byte, error) {
		results, err := query.Eval(ctx, rego.EvalParsedInput(design))
		if err != nil {
			return verdicts, err
		}
		if len(results) != 1 {
			return verdicts, fmt.Errorf("data.bench.verdicts has %d values", len(results))
		}
		letters, isText := results[0].Expressions[0].Value.(string)
		if !isText || len(letters) != len(names) {
			return verdicts, fmt.Errorf("data.bench.verdicts is %v, not a letter for each of %d rules", results[0].Expressions[0].Value, len(names))
		}
		return append(verdicts, letters...), nil
	}
	return peer, nil
}

func main() { bench.Run("opa", setUp) }
