#include "formats/portfolio.hpp"

#include "engine/score.hpp"

namespace tutela {
namespace {

bool is_toml(std::string_view name) {
    return name.ends_with(".toml");
}

}  // namespace

JudgePortfolio::JudgePortfolio(const Plan& plan, ReadInclude read_include)
    : plan_(plan),
      read_include_(std::move(read_include)),
      reader_(plan),
      columns_(make_columns(plan)),
      run_(plan),
      rules_(plan.program->reported.size()) {
    if (plan.complete && !plan.reasons.empty())
        tell_ = std::make_unique<TellColumns>(plan, columns_, run_);
}

ReadDesign JudgePortfolio::read_whole(const Text& design, Sources& sources) const {
    std::string name(design.name);
    if (!is_toml(name) && !name.ends_with(".json")) name += ".json";
    return read_design(sources, plan_.program->ruleset.vocabulary, std::move(name),
                       std::string(design.text), read_include_);
}

void JudgePortfolio::read(const Text& design, std::size_t number) {
    if (plan_.complete && !is_toml(design.name)) {
        if (reader_.read(design.text, columns_)) return;
        columns_.drop_design();
    }
    ++read_slowly;
    Said said{number, {}, {}};
    ReadDesign slowly = read_whole(design, said.sources);
    said.diagnostics = std::move(slowly.diagnostics);
    if (!said.diagnostics.empty()) said_.push_back(std::move(said));
    read_[number] = slowly.design ? 1 : 0;
    if (plan_.complete) {
        if (slowly.design)
            add_design(columns_, *slowly.design, plan_.wants_scan);
        else
            columns_.begin_design();
    }
    designs_[number] = std::move(slowly.design);
}

const std::vector<ToldRow>* JudgePortfolio::told(std::size_t number) {
    if (!tell_ || designs_[number] || columns_.odd[number] != 0) {
        ++told_slowly;
        return nullptr;
    }
    tell_->tell(static_cast<std::uint32_t>(number), told_, untold_);
    if (!untold_.empty()) tell_others(number);
    return &told_;
}

// The rules that columns do not tell, and what they ask about, are judged by the evaluator.
void JudgePortfolio::tell_others(std::size_t number) {
    ++told_partly;
    const Program& program = *plan_.program;
    std::vector<bool> rules(program.ruleset.rules.size(), false);
    for (const std::uint32_t row : untold_)
        for (const std::uint32_t rule : plan_.needed[program.reported[row]]) rules[rule] = true;
    Report some;
    some.findings = judge_rules(program, whole(number), without_derivations(plan_.options), rules,
                                columns_.scan[number]);
    score(program, some);
    std::vector<ToldRow> rows = told_rows(some);
    for (const std::uint32_t row : untold_) told_[row] = std::move(rows[row]);
}

const Design& JudgePortfolio::whole(std::size_t number) {
    if (!designs_[number]) {
        Sources sources;
        designs_[number] = read_whole(texts_[number], sources).design;
    }
    return *designs_[number];
}

Report JudgePortfolio::report(std::size_t number,
                              const std::function<void(Design&, Report&)>& settle) {
    Report report = evaluate(*plan_.program, whole(number), without_derivations(plan_.options));
    if (settle) settle(*designs_[number], report);
    return report;
}

void JudgePortfolio::judge(const std::vector<Text>& designs) {
    columns_.clear();
    said_.clear();
    texts_ = designs;
    read_.assign(designs.size(), 1);
    designs_.clear();
    designs_.resize(designs.size());
    // One more, to point at where there are no rules.
    verdicts_.resize(designs.size() * rules_ + 1);
    for (std::size_t i = 0; i < designs.size(); ++i) read(designs[i], i);
    if (plan_.complete) {
        run_.run(columns_);
        if (tell_) tell_->begin();
        for (std::size_t rule = 0; rule < rules_; ++rule) {
            const std::uint8_t* codes = run_.verdicts(rule);
            for (std::size_t i = 0; i < designs.size(); ++i)
                verdicts_[i * rules_ + rule] = static_cast<Verdict>(codes[i]);
        }
    }
    for (std::size_t i = 0; i < designs.size(); ++i) {
        const bool odd = !plan_.complete || columns_.odd[i] != 0 ||
                         (plan_.wants_waivers && columns_.waivers[i] != 0);
        if (read_[i] == 0 || !odd) continue;
        ++judged_slowly;
        const Report whole = report(i, {});
        for (std::size_t rule = 0; rule < rules_; ++rule)
            verdicts_[i * rules_ + rule] = whole.rules[rule].verdict;
    }
}

}  // namespace tutela
