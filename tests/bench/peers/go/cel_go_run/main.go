// cel_go_run RULES_DIR DATA.jsonl OUT [LIMIT]: the Common Expression Language by cel-go, on cel.json. CEL has two values, so a rule is two expressions:
// T holds where the rule is surely true, F where it is surely not, and F is asked only when T does not hold; neither means unknown. Each is checked and
// planned once (OptOptimize folds constants and makes sets of constant lists; the static folding optimiser was tried and changed nothing).
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"

	"tutela/peers/bench"
)

// variables is the one variable `d` that the expressions read.
type variables struct{ design any }

func (v *variables) ResolveName(name string) (any, bool) { return v.design, name == "d" }
func (v *variables) Parent() cel.Activation              { return nil }

// sides of a rule; nil if CEL can't say it.
type sides struct{ surely, surelyNot cel.Program }

func holds(program cel.Program, of *variables) (bool, error) {
	result, _, err := program.Eval(of)
	return result == types.True, err
}

func (s *sides) letter(of *variables) (byte, error) {
	if s == nil {
		return '-', nil
	}
	if yes, err := holds(s.surely, of); yes || err != nil {
		return 'P', err
	}
	if no, err := holds(s.surelyNot, of); no || err != nil {
		return 'F', err
	}
	return 'U', nil
}

func compile(env *cel.Env, expression string) (cel.Program, error) {
	checked, issues := env.Compile(expression)
	if issues.Err() != nil {
		return nil, issues.Err()
	}
	return env.Program(checked, cel.EvalOptions(cel.OptOptimize))
}

func setUp(rulesDir string) (bench.Peer[any], error) {
	var peer bench.Peer[any]
	text, err := os.ReadFile(filepath.Join(rulesDir, "cel.json"))
	if err != nil {
		return peer, err
	}
	var listed []struct{ ID, T, F, Cannot string }
	if err := json.Unmarshal(text, &listed); err != nil {
		return peer, fmt.Errorf("cel.json: %w", err)
	}
	env, err := cel.NewEnv(cel.Variable("d", cel.MapType(cel.StringType, cel.DynType)))
	if err != nil {
		return peer, err
	}
	var rules []*sides
	for _, rule := range listed {
		peer.Expressed = append(peer.Expressed, rule.Cannot == "")
		if rule.Cannot != "" {
			rules = append(rules, nil)
			continue
		}
		surely, err := compile(env, rule.T)
		if err != nil {
			return peer, fmt.Errorf("%s: %w", rule.ID, err)
		}
		surelyNot, err := compile(env, rule.F)
		if err != nil {
			return peer, fmt.Errorf("%s: %w", rule.ID, err)
		}
		rules = append(rules, &sides{surely, surelyNot})
	}
	peer.Parse = func(line []byte) (any, error) {
		var design map[string]any
		if err := json.Unmarshal(line, &design); err != nil {
			return nil, err
		}
		return value(design), nil
	}
	var of variables
	peer.Judge = func(design any, verdicts []byte) ([]byte, error) {
		of.design = design
		for i, rule := range rules {
			letter, err := rule.letter(&of)
			if err != nil {
				return verdicts, fmt.Errorf("%s: %w", listed[i].ID, err)
			}
			verdicts = append(verdicts, letter)
		}
		return verdicts, nil
	}
	return peer, nil
}

func main() { bench.Run("cel-go", setUp) }
