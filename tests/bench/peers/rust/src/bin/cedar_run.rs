//! cedar_run RULES_DIR DATA.jsonl OUT [LIMIT]: Cedar as a Rust library, on cedar.json (two policies a rule, which permit where it is surely true, ID_T, and
//! where it is surely not, ID_F; neither means unknown) and names.json. The policies are parsed once; a design is one request, whose satisfied policies
//! are the verdicts. Its context has the design's own facts and the list of words that rules ask about: Cedar can't say anything of lists of records.
use std::collections::HashMap;

use cedar_policy::{
    Authorizer, Context, Entities, EntityUid, Policy, PolicyId, PolicySet, Request,
    RestrictedExpression,
};
use peers::{Failure, Peer, names, read, run};
use serde_json::{Map, Value};

const DATES: [&str; 4] = ["start", "end", "coc_date", "referral_updated"];
const WORDS: &str = "report_languages";
/// Cedar has no fractions; the one rule that it can say of this fact asks only whether it is there.
const FRACTION: &str = "fx_rate";

struct Cedar {
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
    someone: [EntityUid; 3],
    blank: Vec<u8>,
    letters: HashMap<PolicyId, (usize, u8)>,
}

fn fact(name: &str, value: Value) -> Option<RestrictedExpression> {
    match value {
        Value::Bool(truth) => Some(RestrictedExpression::new_bool(truth)),
        Value::Number(_) if name == FRACTION => Some(RestrictedExpression::new_long(1)),
        Value::Number(number) => number.as_i64().map(RestrictedExpression::new_long),
        Value::String(day) if DATES.contains(&name) => {
            Some(RestrictedExpression::new_datetime(day))
        }
        Value::String(text) => Some(RestrictedExpression::new_string(text)),
        Value::Array(members) if name == WORDS => Some(RestrictedExpression::new_set(
            members.into_iter().filter_map(|word| fact("", word)),
        )),
        _ => None,
    }
}

impl Peer for Cedar {
    type Input = Context;

    fn expressed(&self) -> Vec<bool> {
        self.blank.iter().map(|letter| *letter != b'-').collect()
    }

    fn parse(&self, line: &str) -> Result<Context, Failure> {
        let design: Map<String, Value> = serde_json::from_str(line)?;
        let facts = design
            .into_iter()
            .filter_map(|(name, value)| fact(&name, value).map(|made| (name, made)));
        Ok(Context::from_pairs(facts)?)
    }

    fn judge(&mut self, design: Context, verdicts: &mut Vec<u8>) -> Result<(), Failure> {
        let [principal, action, resource] = self.someone.clone();
        let request = Request::new(principal, action, resource, design, None)?;
        let response = self
            .authorizer
            .is_authorized(&request, &self.policies, &self.entities);
        if let Some(wrong) = response.diagnostics().errors().next() {
            return Err(wrong.to_string().into());
        }
        let first = verdicts.len();
        verdicts.extend_from_slice(&self.blank);
        for policy in response.diagnostics().reason() {
            let (rule, letter) = self.letters[policy];
            verdicts[first + rule] = letter;
        }
        Ok(())
    }
}

fn main() -> std::process::ExitCode {
    run("cedar", |rules_dir| {
        let texts: Map<String, Value> = serde_json::from_str(&read(rules_dir, "cedar.json")?)?;
        let names = names(rules_dir)?;
        let mut cedar = Cedar {
            authorizer: Authorizer::new(),
            policies: PolicySet::new(),
            entities: Entities::empty(),
            someone: [
                r#"Person::"x""#.parse()?,
                r#"Action::"x""#.parse()?,
                r#"Design::"x""#.parse()?,
            ],
            blank: vec![b'-'; names.len()],
            letters: HashMap::new(),
        };
        for (rule, name) in names.iter().enumerate() {
            for (side, letter) in [("_T", b'P'), ("_F", b'F')] {
                let Some(text) = texts.get(&format!("{name}{side}")) else {
                    continue;
                };
                let id = PolicyId::new(format!("{name}{side}"));
                cedar.policies.add(Policy::parse(
                    Some(id.clone()),
                    text.as_str().ok_or("a policy must be a text")?,
                )?)?;
                cedar.letters.insert(id, (rule, letter));
                cedar.blank[rule] = b'U';
            }
        }
        Ok(cedar)
    })
}
