//! regorus_run RULES_DIR DATA.jsonl OUT [LIMIT]: Rego by regorus, on rules.rego (package bench, rule `verdicts`: a letter a rule) and names.json. The rules are
//! compiled once to the code of its virtual machine; a design is the input of one run of it. (`Engine::eval_rule`, its interpreter, takes four times as long.)
use std::num::{NonZeroU32, NonZeroUsize};
use std::path::Path;

use peers::{Failure, Peer, names, read, run};
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::RegoVM;
use regorus::utils::limits::PolicyLengthConfig;
use regorus::{Engine, Value};

const VERDICTS: &str = "data.bench.verdicts";

struct Regorus {
    machine: RegoVM,
    rules: usize,
}

impl Peer for Regorus {
    type Input = Value;

    fn expressed(&self) -> Vec<bool> {
        vec![true; self.rules] // Rego says all of them
    }

    fn parse(&self, line: &str) -> Result<Value, Failure> {
        Ok(Value::from_json_str(line)?)
    }

    fn judge(&mut self, design: Value, verdicts: &mut Vec<u8>) -> Result<(), Failure> {
        self.machine.set_input(design);
        match self.machine.execute_entry_point_by_index(0)? {
            Value::String(letters) if letters.len() == self.rules => {
                verdicts.extend_from_slice(letters.as_bytes())
            }
            other => {
                return Err(format!(
                    "{VERDICTS} is {other:?}, not a letter for each of {} rules",
                    self.rules
                )
                .into());
            }
        }
        Ok(())
    }
}

fn set_up(rules_dir: &Path) -> Result<Regorus, Failure> {
    let mut engine = Engine::new();
    // By itself it takes files of 1 MB and lines of 1,024 letters, less than thousands of rules are.
    engine.set_policy_length_config(PolicyLengthConfig {
        max_col: NonZeroU32::MAX,
        max_file_bytes: NonZeroUsize::MAX,
        max_lines: NonZeroUsize::MAX,
    });
    engine.add_policy("rules.rego".into(), read(rules_dir, "rules.rego")?)?;
    let policy = engine.compile_with_entrypoint(&VERDICTS.into())?;
    let mut machine = RegoVM::new();
    machine.set_max_instructions(usize::MAX);
    machine.load_program(Compiler::compile_from_policy(&policy, &[VERDICTS])?);
    Ok(Regorus {
        machine,
        rules: names(rules_dir)?.len(),
    })
}

fn main() -> std::process::ExitCode {
    run("regorus", set_up)
}
