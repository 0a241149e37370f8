#include "formats/portfolio.hpp"

#include "formats/readers.hpp"

namespace tutela {

JudgePortfolio::JudgePortfolio(const Plan& plan)
    : plan_(plan),
      reader_(plan),
      columns_(make_columns(plan)),
      run_(plan),
      rules_(plan.program->reported.size()) {}

void JudgePortfolio::read(const Text& design, std::size_t number) {
    if (plan_.complete) {
        if (reader_.read(design.json, columns_)) return;
        columns_.drop_design();
    }
    ++read_slowly;
    Said said{number, {}, {}};
    ReadDesign slowly = read_design(said.sources, plan_.program->ruleset.vocabulary,
                                    std::string(design.name) + ".json", std::string(design.json));
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

void JudgePortfolio::judge(const std::vector<Text>& designs) {
    columns_.clear();
    said_.clear();
    read_.assign(designs.size(), 1);
    designs_.clear();
    designs_.resize(designs.size());
    verdicts_.resize(designs.size() * rules_);
    for (std::size_t i = 0; i < designs.size(); ++i) read(designs[i], i);
    if (plan_.complete) {
        run_.run(columns_);
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
        if (!designs_[i]) {
            Sources sources;
            designs_[i] = read_design(sources, plan_.program->ruleset.vocabulary,
                                      std::string(designs[i].name) + ".json",
                                      std::string(designs[i].json))
                              .design;
        }
        EvaluateOptions options = plan_.options;
        options.explain = Explain::none;
        const Report report = evaluate(*plan_.program, *designs_[i], options);
        for (std::size_t rule = 0; rule < rules_; ++rule)
            verdicts_[i * rules_ + rule] = report.rules[rule].verdict;
    }
}

}  // namespace tutela
