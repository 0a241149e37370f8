#include <algorithm>

#include "engine/scan_finders.hpp"

// Names of persons, told by what stands beside them: an age, a village, a title, "called", a family tie. A name alone cannot be
// told from that of a place or an organisation and is let pass.

namespace tutela {
namespace {

using namespace sense;

// Words [begin, end) that may be a person's name.
struct Name {
    std::size_t begin = 0, end = 0;
    std::size_t capitals = 0;
    bool initials = false;  // every one is a letter and a point
    [[nodiscard]] bool found() const { return capitals > 0; }
};

class Names {
public:
    explicit Names(const ScanWords& words) : words_(words) {}

    bool any() {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            if (words_.is(i, title) && titled(i)) return true;
            if (words_.is(i, naming | naming_person) && called(i)) return true;
            if (words_.is(i, kin) && of_kin(i)) return true;
            if (words_.is(i, person) && !words_[i].capital && introduced(i)) return true;
            if (is_own_name(i)) return true;
            if (!words_[i].capital || (i > 0 && words_[i - 1].capital && joined(i))) continue;
            const Name name = name_at(i);
            if (!name.found()) continue;
            if (has_age(name) || has_origin(name) || has_age_before(name)) return true;
        }
        return false;
    }

private:
    static constexpr std::size_t longest = 12;  // words of a name; what is longer is none

    // Whether word i goes on with the name that word i - 1 is part of.
    [[nodiscard]] bool joined(std::size_t i) const {
        const std::string_view gap = words_.gap(i);
        const bool initial = words_[i - 1].end - words_[i - 1].begin == 1;
        return gap == " " || gap == "-" || gap == "'" || (initial && (gap == ". " || gap == "."));
    }
    [[nodiscard]] bool is_initial(std::size_t i) const {
        return words_[i].capital && words_[i].end - words_[i].begin == 1 &&
               words_.gap(i + 1).substr(0, 1) == ".";
    }

    // The name that begins at word i: capitals, with particles and hyphens between. None if one of
    // them is a word that no person is called by, or it is all shouted.
    [[nodiscard]] Name name_at(std::size_t i) const {
        Name name;
        std::size_t at = i;
        // What opens the sentence is no part of it: "Selon A. D."
        while (at < words_.size() && at < i + longest && words_[at].capital &&
               words_.is(at, function) && !is_initial(at)) {
            ++at;
            if (at >= words_.size() || !joined(at)) return {};
        }
        name.begin = at;
        name.initials = true;
        bool shouted = true;
        for (std::size_t last = at; at < words_.size() && at < i + longest; ++at) {
            if (at > name.begin && !joined(at)) break;
            if (words_[at].capital) {
                if (words_.is(at, no_name)) return {};
                ++name.capitals;
                name.initials = name.initials && is_initial(at);
                shouted = shouted && words_[at].shouted;
                last = at;
                name.end = last + 1;
            } else if (!words_.is(at, particle) || at - last > 2) {
                break;
            }
        }
        if (name.capitals == 0 || shouted) return {};
        return name;
    }

    // Not "12-17", "18 to 59", "15 staff".
    [[nodiscard]] bool is_age(std::size_t i) const {
        const int years = words_.number(i);
        if (years < 1 || years > 110) return false;
        const std::string_view after = words_.gap(i + 1);
        if ((after == "-" || after == "." || after == "," || after == "/") &&
            words_.number(i + 1) >= 0)
            return false;
        const bool range = words_.is(i + 1, "to") || words_.is(i + 1, "a") ||
                           words_.is(i + 1, "y") || words_.is(i + 1, "et") ||
                           words_.is(i + 1, "and") || words_.is(i + 1, "or");
        return !(range && words_.number(i + 2) >= 0) &&
               !((words_.is(i + 1, "and") || words_.is(i + 1, "et") || words_.is(i + 1, "o") ||
                  words_.is(i + 1, "or")) &&
                 words_.senses() & limit);
    }

    [[nodiscard]] bool has_age(const Name& name) const {
        bool led = false;
        std::size_t at = name.end;
        for (; at < words_.size() && at < name.end + 5 && !words_[at].number; ++at) {
            const bool lead = words_.is(at, age_lead | particle | one | person) ||
                              words_.is(at, "of") || words_.is(at, "d");
            if (!lead || breaks(at)) return false;
            led = led || words_.is(at, age_lead);
        }
        if (at >= words_.size() || !is_age(at) || breaks(at)) return false;
        if (led || words_.is(at + 1, age_unit)) return true;
        // A bare number: "Amina Yusuf, 34, leads", "Kevin (22)".
        const std::string_view before = words_.gap(name.end), after = words_.gap(at + 1);
        const bool set_off = before.find_first_of(",(") != std::string_view::npos;
        const bool alone = after.empty() || after[0] == ',' || after[0] == ')' || after[0] == '.' ||
                           after[0] == ';';
        if (at != name.end || !set_off || !alone || words_.number(at) < 5 ||
            words_.number(at + 1) >= 0)
            return false;
        return name.capitals > 1 || is_single_name(name, at);
    }

    // One capital alone may be a place in a list of counts: "in Juba, 12, and Malakal, 8".
    [[nodiscard]] bool is_single_name(const Name& name, std::size_t age) const {
        const bool placed = name.begin > 0 && (words_.is(name.begin - 1, function | particle));
        const bool listed = words_.is(age + 1, "and") || words_.is(age + 1, "et") ||
                            words_.is(age + 1, "y") || words_[name.begin].shouted ||
                            (age + 1 < words_.size() && words_[age + 1].capital);
        return !placed && !listed && !name.initials && words_.gap(age + 1) != ".";
    }

    // Whether something ends before word i.
    [[nodiscard]] bool breaks(std::size_t i) const {
        return words_.gap(i).find_first_of("?!:;") != std::string_view::npos;
    }

    // "the 17-year-old Joseph"
    [[nodiscard]] bool has_age_before(const Name& name) const {
        std::size_t at = name.begin;
        if (at > 0 && words_.is(at - 1, person)) --at;
        return at >= 3 && words_.is(at - 1, "old") && words_.is(at - 2, age_unit) &&
               words_.number(at - 3) > 0;
    }

    // ", from the village of Pokwo", ", originaire de Dori", " del caserío …"
    [[nodiscard]] bool has_origin(const Name& name) const {
        // "Leaders from the village": one capital that opens a sentence must be set off.
        if (name.capitals < 2 && words_[name.begin].sentence && words_.gap(name.end) != ", ")
            return false;
        // Set off, it may say more first: ", displaced from the village of Kuach".
        const bool set_off = words_.gap(name.end).find_first_of(",(") != std::string_view::npos;
        bool from = false;
        for (std::size_t at = name.end; at < words_.size() && at < name.end + 6; ++at) {
            if (words_.gap(at).find_first_of(".;:!?") != std::string_view::npos) return false;
            if (words_.is(at, origin) || words_.raw(at) == "n\xC3\xA9") return true;
            if (words_.is(at, settlement)) return from;
            from = from || words_.is(at, particle) || words_.is(at, "from") || words_.is(at, "of");
            const bool passes = set_off || from || words_.is(at, one | relative) ||
                                words_.is(at, "is") || words_.is(at, "comes") ||
                                words_.is(at, "originally");
            if (!passes) return false;
        }
        return false;
    }

    // "Mrs Halima Bukar", but not "Mme la Ministre" and not "Dr Garang Hospital".
    [[nodiscard]] bool titled(std::size_t i) const {
        const std::string_view gap = words_.gap(i + 1);
        if (gap != " " && gap != ". " && gap != ".") return false;
        if (i + 1 >= words_.size() || !words_[i + 1].capital) return false;
        // "señora" and "pastor" are written small, "don" as well; "Don" may be a river.
        const Name name = name_at(i + 1);
        return name.found() && name.begin == i + 1 &&
               !(words_.is(name.end, facility) && joined(name.end));
    }

    [[nodiscard]] bool person_before(std::size_t i, std::size_t back) const {
        for (; back > 0 && i > 0 && !words_[i].sentence; --back)
            if (words_.is(--i, person | pronoun | kin)) return true;
        return false;
    }

    // "a girl called Nyandeng"; not "a desk called Open Door".
    [[nodiscard]] bool called(std::size_t i) const {
        std::size_t at = i + 1;
        if (at < words_.size() && (words_.is(at, "como") || words_.is(at, "as"))) ++at;
        if (at >= words_.size() || !words_[at].capital) return false;
        const Name name = name_at(at);
        if (!name.found() || name.begin != at) return false;
        return words_.is(i, naming_person) || person_before(i, 4);
    }

    // "de nombre Carmen", "by the name of", "her name is", "elle s'appelle", "se llama", "Nom : …"
    [[nodiscard]] bool is_own_name(std::size_t i) const {
        const bool label = words_.is(i, "name") || words_.is(i, "nom") || words_.is(i, "nombre") ||
                           words_.is(i, "prenom") || words_.is(i, "names") ||
                           words_.is(i, "nombres");
        const bool verb = words_.is(i, "appelle") || words_.is(i, "llama") ||
                          words_.is(i, "appelait") || words_.is(i, "llamaba");
        if (!label && !verb) return false;
        std::size_t at = i + 1;
        while (at < words_.size() && at < i + 3 && !words_[at].capital &&
               (words_.is(at, "is") || words_.is(at, "est") || words_.is(at, "es") ||
                words_.is(at, "was") || words_.is(at, "of") || words_.is(at, "de") ||
                words_.is(at, "d") || words_.is(at, "completo") || words_.is(at, "complet")))
            ++at;
        if (at >= words_.size() || !words_[at].capital) return false;
        const Name name = name_at(at);
        if (!name.found() || name.begin != at) return false;
        const bool colon = words_.gap(i + 1).find(':') != std::string_view::npos;
        if (label && colon)
            return name.capitals > 1 && (i == 0 || person_before(i, 3) || words_[i].sentence);
        return person_before(i, 5) || (label && i > 0 && words_.is(i - 1, possessive));
    }

    // "the father of Sarah Akello"
    [[nodiscard]] bool of_kin(std::size_t i) const {
        std::size_t at = i + 1;
        while (at < words_.size() && at < i + 3 && !words_[at].capital &&
               (words_.is(at, "of") || words_.is(at, particle) || words_.is(at, "d")))
            ++at;
        if (at == i + 1 || at >= words_.size() || !words_[at].capital) return false;
        const Name name = name_at(at);
        return name.begin == at && name.capitals > 1 && words_.gap(at).size() <= 1;
    }

    // "the widow Zara Boukar", "la niña Yuleisy Pérez"
    [[nodiscard]] bool introduced(std::size_t i) const {
        if (i + 1 >= words_.size() || !words_[i + 1].capital || words_.gap(i + 1) != " ")
            return false;
        const Name name = name_at(i + 1);
        return name.begin == i + 1 && name.capitals > 1;
    }

    const ScanWords& words_;
};

}  // namespace

bool find_personal_name(const ScanWords& words) {
    return Names(words).any();
}

}  // namespace tutela
