#include "engine/scan_finders.hpp"

// One to four of a group that a few people can be told from: "two unaccompanied boys", "enfants séparés : 3". Bounds ("fewer
// than 5", "al menos 2") are what such counts should be written as, and pass.

namespace tutela {
namespace {

using namespace sense;

class Counts {
public:
    explicit Counts(const ScanWords& words) : words_(words) {}

    bool any() const {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            if (is_small(i) && counts_group(i + 1)) return true;
            if (is_small(i) && words_[i].number && labels_group(i)) return true;
        }
        return false;
    }

private:
    // A count from one to four that is no bound, no share and no name of a thing.
    [[nodiscard]] bool is_small(std::size_t i) const {
        const int number = words_.number(i);
        if (words_[i].number ? number < 1 || number > 4 : !words_.is(i, small)) return false;
        const std::string_view before = words_.gap(i), after = words_.gap(i + 1);
        if (words_[i].number) {
            const bool part = before.find_first_of(".-/<>%+#") != std::string_view::npos ||
                              (before == "," && i > 0 && words_[i - 1].number) ||
                              after.find_first_of("%/-") == 0 ||
                              (words_[i + 1 < words_.size() ? i + 1 : i].number &&
                               i + 1 < words_.size() && after.size() <= 1);
            if (part || (i > 0 && words_[i - 1].number && before == " ")) return false;
            // "Phase 2 survivors", "page 4"
            if (i > 0 && words_.is(i - 1, no_name | file | numbered) && before == " ") return false;
        }
        for (std::size_t back = 1; back <= 3 && back <= i; ++back) {
            if (words_[i - back + 1].sentence) break;
            if (words_.is(i - back, limit)) return false;
        }
        // "one in three survivors", "una de cada cuatro"
        if (i > 0 &&
            (words_.is(i - 1, "in") || words_.is(i - 1, "sur") || words_.is(i - 1, "cada") ||
             words_.is(i - 1, "each")) &&
            i > 1 && (words_[i - 2].number || words_.is(i - 2, small) || words_.is(i - 2, "de")))
            return false;
        // "One trafficked woman" is a count where nothing is said of anyone.
        const bool counts_one = words_.is(i, "one") && !(words_.senses() & (modal | general));
        return words_[i].number || !words_.is(i, one) || counts_one || is_only(i);
    }

    // "a survivor" is any; "only one", "une seule", "a single" is a count.
    [[nodiscard]] bool is_only(std::size_t i) const {
        return words_.is(i + 1, only) || (i > 0 && words_.is(i - 1, only));
    }

    // Whether a sensitive group begins at word i, with only fillers before its noun.
    [[nodiscard]] bool counts_group(std::size_t i) const {
        std::size_t at = i;
        bool sensitive = false, abused = false;
        while (at < words_.size() && at < i + 4 && is_before_noun(at)) {
            if (at > i && ends_phrase(at)) return false;
            sensitive = sensitive || words_.is(at, of_group | survivor);
            abused = abused || words_.is(at, abuse);
            ++at;
        }
        const std::size_t end = group_end(at, sensitive, abused);
        if (end == 0) return false;
        // "25 unaccompanied children per worker", "2 survivors' groups"
        return !words_.is(end, "per") && !words_.is(end, "par") && !words_.is(end, "por") &&
               !words_.is(end, "s") && !words_.is(end, "each") &&
               words_.gap(end).substr(0, 1) != "'" && words_.gap(end) != "-";
    }

    [[nodiscard]] bool ends_phrase(std::size_t i) const {
        return words_.gap(i).find_first_of(".,;:(") != std::string_view::npos;
    }

    // "unaccompanied", "HIV-positive", "transgender" before "woman"; a survivor is a noun herself.
    [[nodiscard]] bool is_before_noun(std::size_t i) const {
        if (words_.is(i, survivor))
            return words_.is(i + 1, person | persons) && words_.gap(i + 1) == " ";
        return words_.is(i, filler | only | of_group | abuse);
    }

    // One after the words of a sensitive group whose noun is word i; 0 if it is none.
    [[nodiscard]] std::size_t group_end(std::size_t i, bool sensitive, bool abused) const {
        if (i >= words_.size() || ends_phrase(i)) return 0;
        if (words_.is(i, victim)) return abused ? i + 1 : with_abuse(i + 1);
        if (words_.is(i, survivor)) return is_attribute(i) ? 0 : i + 1;
        if (!words_.is(i, person | persons)) return 0;
        if (sensitive) return i + 1;
        // "mineurs non accompagnés", "personas con VIH", "girls associated with armed groups"
        for (std::size_t k = i + 1; k < words_.size() && k < i + 6; ++k) {
            if (words_[k].sentence || ends_phrase(k)) break;
            if (words_.is(k, of_group | survivor)) return k + 1;
            if (!joins(k)) break;
        }
        return 0;
    }

    [[nodiscard]] bool joins(std::size_t i) const {
        static constexpr std::string_view words[] = {
            "non",       "no",     "living",  "with",       "vivant",   "avec",      "con",
            "viviendo",  "who",    "qui",     "que",        "viven",    "vive",      "are",
            "is",        "a",      "aux",     "associated", "associes", "associees", "asociados",
            "asociadas", "groups", "groupes", "grupos",     "forces"};
        for (const std::string_view word : words)
            if (words_.is(i, word)) return true;
        return words_.is(i, particle | filler | persons);
    }

    // "two survivor groups": English puts a noun before another.
    [[nodiscard]] bool is_attribute(std::size_t i) const {
        return words_.is(i, "survivor") && i > 0 && words_.number(i - 1) != 1 &&
               !words_.is(i - 1, one | only | filler);
    }

    // "victims of trafficking", "cas de viol"
    [[nodiscard]] std::size_t with_abuse(std::size_t at) const {
        for (std::size_t k = at; k < words_.size() && k < at + 4; ++k)
            if (words_.is(k, abuse)) return k + 1;
        return 0;
    }

    // "Victims of trafficking identified: 2"
    [[nodiscard]] bool labels_group(std::size_t i) const {
        const std::string_view before = words_.gap(i), after = words_.gap(i + 1);
        if (before.find_first_of(":=") == std::string_view::npos) return false;
        const std::size_t mark = after.find_first_not_of(' ');
        const bool alone =
            i + 1 >= words_.size() ||
            (mark != std::string_view::npos &&
             std::string_view(",.;()!?]").find(after[mark]) != std::string_view::npos) ||
            words_.is(i + 1, "in") || words_.is(i + 1, "en");
        if (!alone) return false;
        bool people = false, marked = false, suffered = false, victims = false;
        for (std::size_t back = 1; back <= 7 && back <= i; ++back) {
            const std::size_t k = i - back;
            if (words_.is(k, limit)) return false;
            people = people || words_.is(k, person | persons);
            marked = marked || words_.is(k, of_group);
            victims = victims || words_.is(k, victim);
            suffered = suffered || words_.is(k, abuse);
            if (words_.is(k, survivor)) return true;
            if (words_[k].sentence) break;
        }
        return (people && marked) || (victims && suffered);
    }

    const ScanWords& words_;
};

}  // namespace

bool find_small_count(const ScanWords& words) {
    constexpr Senses groups = survivor | of_group | victim;
    return (words.senses() & groups) != 0 && Counts(words).any();
}

}  // namespace tutela
