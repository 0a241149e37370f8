// Package bench is what the runners of peers written in Go share: PROGRAM RULES_DIR DATA.jsonl OUT [LIMIT] reads a design a line, writes its verdicts
// as a line of P, F, U (unknown) and - (a rule that the peer can't say), and prints one JSON line of times. Parsing (JSON to the peer's own values) and
// judging are timed apart, on 64 designs at a time, so that the clock itself costs nothing and the designs in memory stay few.
package bench

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"syscall"
	"time"
)

const batchSize = 64

// Peer is an engine that is set up. Parse makes the engine's input of one design. Judge appends a letter a rule to verdicts.
type Peer[Input any] struct {
	Expressed []bool
	Parse     func(line []byte) (Input, error)
	Judge     func(design Input, verdicts []byte) ([]byte, error)
}

// Run is the whole program; setUp reads the rules and compiles them, and its time is the set-up. An error ends the program with status 1.
//
// The collector of garbage gets four times the room that it takes by itself, as one would give it in a program that works through a file: a tenth faster.
func Run[Input any](engine string, setUp func(rulesDir string) (Peer[Input], error)) {
	if len(os.Args) != 4 && len(os.Args) != 5 {
		fmt.Fprintf(os.Stderr, "usage: %s RULES_DIR DATA.jsonl OUT [LIMIT]\n", filepath.Base(os.Args[0]))
		os.Exit(64)
	}
	debug.SetGCPercent(400)
	if err := run(engine, setUp, os.Args[1:]); err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", engine, err)
		os.Exit(1)
	}
}

func run[Input any](engine string, setUp func(string) (Peer[Input], error), args []string) error {
	limit := -1
	if len(args) == 4 {
		n, err := strconv.Atoi(args[3])
		if err != nil || n < 0 {
			return fmt.Errorf("LIMIT must be a number of designs, not %q", args[3])
		}
		limit = n
	}
	data, err := os.Open(args[1])
	if err != nil {
		return err
	}
	defer data.Close()
	out, err := os.Create(args[2])
	if err != nil {
		return err
	}
	start := time.Now()
	peer, err := setUp(args[0])
	if err != nil {
		return err
	}
	setup := time.Since(start)

	lines := bufio.NewScanner(data)
	lines.Buffer(make([]byte, 1<<20), 1<<30)
	writer := bufio.NewWriterSize(out, 1<<20)
	var parse, eval time.Duration
	var verdicts []byte
	designs := 0
	batch := make([][]byte, 0, batchSize)
	inputs := make([]Input, 0, batchSize)
	for more := true; more; {
		batch, inputs, verdicts = batch[:0], inputs[:0], verdicts[:0]
		for len(batch) < batchSize && (limit < 0 || designs+len(batch) < limit) {
			if more = lines.Scan(); !more {
				break
			}
			batch = append(batch, append([]byte(nil), lines.Bytes()...))
		}
		if len(batch) == 0 {
			break
		}
		begin := time.Now()
		for i, line := range batch {
			input, err := peer.Parse(line)
			if err != nil {
				return fmt.Errorf("%s:%d: %w", args[1], designs+i+1, err)
			}
			inputs = append(inputs, input)
		}
		parsed := time.Now()
		for i, input := range inputs {
			if verdicts, err = peer.Judge(input, verdicts); err != nil {
				return fmt.Errorf("%s:%d: %w", args[1], designs+i+1, err)
			}
			verdicts = append(verdicts, '\n')
		}
		parse += parsed.Sub(begin)
		eval += time.Since(parsed)
		designs += len(batch)
		if _, err := writer.Write(verdicts); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	if err := writer.Flush(); err != nil {
		return err
	}
	if err := out.Close(); err != nil {
		return err
	}

	expressed := 0
	for _, said := range peer.Expressed {
		if said {
			expressed++
		}
	}
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(struct {
		Engine    string  `json:"engine"`
		Designs   int     `json:"designs"`
		Rules     int     `json:"rules"`
		Expressed int     `json:"expressed"`
		Setup     float64 `json:"setup_s"`
		Parse     float64 `json:"parse_s"`
		Eval      float64 `json:"eval_s"`
		Peak      int64   `json:"peak_kb"`
	}{engine, designs, len(peer.Expressed), expressed, setup.Seconds(), parse.Seconds(), eval.Seconds(), usage.Maxrss})
}
