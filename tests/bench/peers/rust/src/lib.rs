//! What the runners of peers written in Rust share: PROGRAM RULES_DIR DATA.jsonl OUT [LIMIT] reads a design a line, writes its verdicts as a line of P, F,
//! U (unknown) and - (a rule that the peer can't say), and prints one JSON line of times. Parsing (JSON to the peer's own values) and judging are timed
//! apart, on 64 designs at a time, so that the clock itself costs nothing and the designs in memory stay few.
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::time::{Duration, Instant};

pub type Failure = Box<dyn std::error::Error>;

const BATCH: usize = 64;

/// An engine that is set up: it makes its own input of one design, and appends a letter a rule to `verdicts`.
pub trait Peer {
    type Input;
    fn expressed(&self) -> Vec<bool>;
    fn parse(&self, line: &str) -> Result<Self::Input, Failure>;
    fn judge(&mut self, design: Self::Input, verdicts: &mut Vec<u8>) -> Result<(), Failure>;
}

/// The whole program; `set_up` reads the rules and compiles them, and its time is the set-up.
pub fn run<P: Peer>(
    engine: &str,
    set_up: impl FnOnce(&Path) -> Result<P, Failure>,
) -> std::process::ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments.len() != 4 && arguments.len() != 5 {
        eprintln!("usage: {} RULES_DIR DATA.jsonl OUT [LIMIT]", arguments[0]);
        return 64.into();
    }
    match judge_lines(engine, set_up, &arguments[1..]) {
        Ok(()) => 0.into(),
        Err(why) => {
            eprintln!("{engine}: {why}");
            1.into()
        }
    }
}

fn judge_lines<P: Peer>(
    engine: &str,
    set_up: impl FnOnce(&Path) -> Result<P, Failure>,
    arguments: &[String],
) -> Result<(), Failure> {
    let limit: usize = match arguments.get(3) {
        Some(text) => text
            .parse()
            .map_err(|_| format!("LIMIT must be a number of designs, not {text:?}"))?,
        None => usize::MAX,
    };
    let data = &arguments[1];
    let mut lines = BufReader::with_capacity(
        1 << 20,
        File::open(data).map_err(|why| format!("{data}: {why}"))?,
    )
    .lines()
    .take(limit);
    let mut out = BufWriter::with_capacity(1 << 20, File::create(&arguments[2])?);
    let start = Instant::now();
    let mut peer = set_up(Path::new(&arguments[0]))?;
    let setup = start.elapsed();

    let (mut parse, mut eval) = (Duration::ZERO, Duration::ZERO);
    let (mut verdicts, mut designs) = (Vec::new(), 0);
    loop {
        let batch = lines.by_ref().take(BATCH).collect::<Result<Vec<_>, _>>()?;
        if batch.is_empty() {
            break;
        }
        let located = |at: usize, why: Failure| format!("{data}:{}: {why}", designs + at + 1);
        let begin = Instant::now();
        let parsed = batch
            .iter()
            .enumerate()
            .map(|(at, line)| peer.parse(line).map_err(|why| located(at, why)));
        let inputs = parsed.collect::<Result<Vec<_>, _>>()?;
        parse += begin.elapsed();
        verdicts.clear();
        let begin = Instant::now();
        for (at, design) in inputs.into_iter().enumerate() {
            peer.judge(design, &mut verdicts)
                .map_err(|why| located(at, why))?;
            verdicts.push(b'\n');
        }
        eval += begin.elapsed();
        designs += batch.len();
        out.write_all(&verdicts)?;
    }
    out.flush()?;

    let expressed = peer.expressed();
    println!(
        r#"{{"engine":"{engine}","designs":{designs},"rules":{},"expressed":{},"setup_s":{},"parse_s":{},"eval_s":{},"peak_kb":{}}}"#,
        expressed.len(),
        expressed.iter().filter(|said| **said).count(),
        setup.as_secs_f64(),
        parse.as_secs_f64(),
        eval.as_secs_f64(),
        peak_kb()?
    );
    Ok(())
}

/// The most memory that this process held, as Linux tells it.
fn peak_kb() -> Result<u64, Failure> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .ok_or("no VmHWM in /proc/self/status")?;
    Ok(peak.trim().trim_end_matches(" kB").parse()?)
}

/// All rules in their order, of which a peer may say some.
pub fn names(rules_dir: &Path) -> Result<Vec<String>, Failure> {
    Ok(serde_json::from_str(&read(rules_dir, "names.json")?)?)
}

pub fn read(rules_dir: &Path, name: &str) -> Result<String, Failure> {
    let path = rules_dir.join(name);
    std::fs::read_to_string(&path).map_err(|why| format!("{}: {why}", path.display()).into())
}
