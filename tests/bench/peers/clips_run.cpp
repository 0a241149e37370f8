// CLIPS 6.30 embedded: each design becomes facts, is judged by functions over them, and is retracted. See runner.hpp.
//   clips_run RULES_FOLDER DESIGNS.jsonl OUT [LIMIT]

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <simdjson.h>

#include "tests/bench/peers/runner.hpp"

// Before CLIPS, which has macros of some of these names.
namespace {
using Json = simdjson::dom::element;
using Record = simdjson::dom::object;
constexpr auto an_array = simdjson::dom::element_type::ARRAY,
               a_text = simdjson::dom::element_type::STRING,
               a_number = simdjson::dom::element_type::INT64,
               a_fraction = simdjson::dom::element_type::DOUBLE,
               a_truth = simdjson::dom::element_type::BOOL;
}  // namespace

extern "C" {
#include <clips/clips.h>
}

namespace {

using namespace peers;

const char* const lists[] = {"sites",    "activities", "groups",    "risks",
                             "channels", "partners",   "trainings", "indicators"};
const std::set<std::string> lists_of_texts = {"languages", "report_languages", "disaggregation"};

bool looks_like_date(std::string_view text) {
    return text.size() == 10 && text[0] == '2' && text[4] == '-' && text[7] == '-';
}

class DesignFacts {
public:
    explicit DesignFacts(void* clips) : clips_(clips) {
        for (void* each = EnvGetNextDeftemplate(clips, nullptr); each;
             each = EnvGetNextDeftemplate(clips, each)) {
            Template& made = templates_[EnvGetDeftemplateName(clips, each)];
            made.of = each;
            DATA_OBJECT slots;
            EnvDeftemplateSlotNames(clips, each, &slots);
            if (GetType(slots) != MULTIFIELD) continue;
            for (long i = GetDOBegin(slots); i <= GetDOEnd(slots); ++i)
                made.slots.insert(ValueToString(GetMFValue(GetValue(slots), i)));
        }
    }

    void assert_design(Record design) {
        assert_one("design", design);
        for (const char* list : lists) {
            simdjson::dom::array rows;
            if (design[list].get(rows)) continue;
            long number = 0;
            for (Record row : rows) {
                const bool is_activity = std::strcmp(list, "activities") == 0;
                assert_one(list, row, is_activity ? ++number : 0);
                simdjson::dom::array targets;
                if (!is_activity || row["targets"].get(targets)) continue;
                for (Record target : targets) assert_one("targets", target, 0, number);
            }
        }
    }

private:
    struct Template {
        void* of = nullptr;
        std::set<std::string> slots;
    };

    void put(void* fact, const std::string& slot, int type, void* value) {
        DATA_OBJECT object;
        SetType(object, type);
        SetValue(object, value);
        EnvPutFactSlot(clips_, fact, slot.c_str(), &object);
    }

    void put_texts(void* fact, const std::string& slot, simdjson::dom::array texts) {
        const std::size_t count = texts.size();
        void* made = EnvCreateMultifield(clips_, count);
        long at = 1;
        for (std::string_view text : texts) {
            SetMFType(made, at, STRING);
            SetMFValue(made, at, EnvAddSymbol(clips_, std::string(text).c_str()));
            ++at;
        }
        DATA_OBJECT object;
        SetType(object, MULTIFIELD);
        SetValue(object, made);
        SetDOBegin(object, 1);
        SetDOEnd(object, static_cast<long>(count));
        EnvPutFactSlot(clips_, fact, slot.c_str(), &object);
    }

    void put_text(void* fact, const std::string& slot, std::string_view text) {
        if (looks_like_date(text))
            put(fact, slot, INTEGER, EnvAddLong(clips_, ordinal(text)));
        else
            put(fact, slot, STRING, EnvAddSymbol(clips_, std::string(text).c_str()));
    }

    void put_field(const Template& of, void* fact, const std::string& slot, Json value) {
        const auto type = value.type();
        if (type == an_array) {
            put(fact, "has-" + slot, SYMBOL, EnvTrueSymbol(clips_));
            if (lists_of_texts.count(slot)) put_texts(fact, slot, value);
            return;
        }
        if (!of.slots.count(slot)) return;
        if (type == a_text) put_text(fact, slot, value);
        if (type == a_number) put(fact, slot, INTEGER, EnvAddLong(clips_, std::int64_t(value)));
        if (type == a_fraction) put(fact, slot, FLOAT, EnvAddDouble(clips_, double(value)));
        if (type == a_truth)
            put(fact, slot, SYMBOL, bool(value) ? EnvTrueSymbol(clips_) : EnvFalseSymbol(clips_));
    }

    void assert_one(const char* name, Record record, long number = 0, long parent = 0) {
        const Template& of = templates_[name];
        void* fact = EnvCreateFact(clips_, of.of);
        for (auto field : record) put_field(of, fact, std::string(field.key), field.value);
        if (number) put(fact, "nr", INTEGER, EnvAddLong(clips_, number));
        if (parent) put(fact, "parent", INTEGER, EnvAddLong(clips_, parent));
        EnvAssignFactSlotDefaults(clips_, fact);
        EnvAssert(clips_, fact);
    }

    void* clips_;
    std::map<std::string, Template> templates_;
};

// By reference: a call by name walks the list of functions.
std::vector<FUNCTION_REFERENCE> rule_functions(void* clips) {
    std::vector<FUNCTION_REFERENCE> made;
    for (FUNCTION_REFERENCE one;
         GetFunctionReference(clips, ("r" + std::to_string(made.size())).c_str(), &one);)
        made.push_back(one);
    return made;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) return 64;
    const double begin = now();
    void* clips = CreateEnvironment();
    EnvSetConserveMemory(clips, TRUE);
    if (EnvLoad(clips, (std::string(argv[1]) + "/rules.clp").c_str()) != 1) return 3;
    DesignFacts facts(clips);
    auto rules = rule_functions(clips);
    Told told{"clips"};
    told.rules = rules.size();
    told.set_up = now() - begin;

    std::ifstream in(argv[2], std::ios::binary);
    std::ofstream out(argv[3], std::ios::binary);
    const std::size_t limit = argc > 4 ? std::strtoull(argv[4], nullptr, 10) : SIZE_MAX;
    simdjson::dom::parser parser;
    std::string verdicts;
    for (std::string line; told.designs < limit && std::getline(in, line); ++told.designs) {
        const double start = now();
        EnvReset(clips);
        facts.assert_design(parser.parse(line));
        const double loaded = now();
        verdicts.clear();
        for (auto& rule : rules) {
            DATA_OBJECT verdict;
            FunctionCall2(clips, &rule, nullptr, &verdict);
            verdicts += GetType(verdict) == INTEGER ? "FUP"[DOToLong(verdict)] : '?';
        }
        told.parse += loaded - start;
        told.evaluate += now() - loaded;
        out << verdicts << '\n';
    }
    tell(told);
    return 0;
}
