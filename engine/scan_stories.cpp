#include <algorithm>

#include "engine/scan_finders.hpp"

// The story of one person: somebody, in the singular and the past, to whom harm was done. What is said of anyone (if, any,
// whoever, may) is policy and passes.

namespace tutela {
namespace {

using namespace sense;

class Stories {
public:
    explicit Stories(const ScanWords& words) : words_(words) {}

    bool any() {
        for (std::size_t i = 0; i < words_.size();) {
            begin_ = i;
            end_ = words_.sentence_end(i);
            i = end_;
            specific_ = is_specific();
            if (sentence()) return true;
        }
        return false;
    }

private:
    [[nodiscard]] bool in_sentence(Senses senses) const {
        for (std::size_t i = begin_; i < end_; ++i)
            if (words_.is(i, senses)) return true;
        return false;
    }

    // Once, at a time: in May, last week, in 2024, at 16, for two nights.
    [[nodiscard]] bool is_specific() const {
        for (std::size_t i = begin_; i < end_; ++i) {
            const int number = words_.number(i);
            if (words_.is(i, specific | month) || (number >= 1990 && number <= 2100)) return true;
        }
        return false;
    }

    [[nodiscard]] bool sentence() {
        if (in_sentence(general)) return false;
        if (in_sentence(modal) && (in_sentence(when) || !specific_)) return false;
        // "When a woman was threatened, the team …" is said of anyone until the clause ends; "she was
        // thirteen when …" is not.
        bool whenever = false;
        for (std::size_t i = begin_; i < end_; ++i) {
            if (i > begin_ && words_.gap(i).find(',') != std::string_view::npos) whenever = false;
            whenever = (whenever || (words_.is(i, when) && i < begin_ + 3)) && !specific_;
            if (whenever) continue;
            if (words_.is(i, harmed | handled) && suffered(i)) return true;
            if (words_.is(i, fled | lost) && acted(i)) return true;
            if (words_.is(i, harms | harmed | handled) && (done_to(i) || done_by_kin(i)))
                return true;
        }
        return false;
    }

    // "he or she" is anyone.
    [[nodiscard]] bool is_one(std::size_t i) const {
        if (words_.is(i, pronoun) || words_.raw(i) == "\xC3\xA9l" || words_.raw(i) == "\xC3\x89l") {
            const auto is_or = [&](std::size_t k) {
                return words_.is(k, "or") || words_.is(k, "ou") || words_.is(k, "o");
            };
            return !(i > 0 && is_or(i - 1)) && !is_or(i + 1);
        }
        if (!words_.is(i, person | kin)) return false;
        // "a boy from the centre", "cette jeune femme", "a 16-year-old girl"
        for (std::size_t back = 1; back <= 5 && i >= begin_ + back; ++back) {
            if (words_.is(i - back, one | possessive)) return true;
            if (words_.is(i - back, persons)) return false;
        }
        return i == begin_;
    }

    // A person before the word, with no other clause between them that speaks of anyone.
    [[nodiscard]] bool has_subject(std::size_t verb, std::size_t reach) const {
        bool related = false;
        for (std::size_t i = verb; i > begin_ && i + reach > verb;) {
            --i;
            related = related || words_.is(i, relative);
            if (words_.is(i, persons) && is_counted(i)) return !related || specific_;
            if (is_one(i)) return !related || specific_;
            if (words_.is(i, persons)) return false;
        }
        return false;
    }

    // "two sisters": few enough to be known.
    [[nodiscard]] bool is_counted(std::size_t i) const {
        for (std::size_t back = 1; back <= 2 && i >= begin_ + back; ++back) {
            const int number = words_.number(i - back);
            if ((number >= 2 && number <= 4) ||
                (words_.is(i - back, small) && !words_.is(i - back, one) &&
                 !words_.is(i - back, "uno")))
                return true;
        }
        return false;
    }

    // "she was stopped, beaten and held", "elle a été enlevée", "fue golpeada"
    [[nodiscard]] bool suffered(std::size_t i) const {
        std::size_t aux = i;
        for (std::size_t back = 1; back <= 3 && i >= begin_ + back && aux == i; ++back)
            if (words_.is(i - back, was)) aux = i - back;
        if (aux == i) return false;
        if (has_subject(aux, 12)) return true;
        // Spanish leaves the person out: "Fue secuestrada en 2024".
        return words_.is(i, harmed) && aux <= begin_ + 1 && words_.is(aux, "fue");
    }

    // "he escaped", "s'est enfuie", "a perdu ses deux parents"
    [[nodiscard]] bool acted(std::size_t i) const {
        if (words_.is(i, lost)) {
            bool of_own = false;
            for (std::size_t k = i + 1; k < end_ && k < i + 4; ++k)
                of_own = of_own || words_.is(k, possessive);
            bool kinship = false;
            for (std::size_t k = i + 1; k < end_ && k < i + 6; ++k)
                kinship =
                    kinship || words_.is(k, kin | person | persons) || words_.is(k, "parents") ||
                    words_.is(k, "padres") || words_.is(k, "hijos") || words_.is(k, "family") ||
                    words_.is(k, "famille") || words_.is(k, "familia") || words_.is(k, "jumeaux") ||
                    words_.is(k, "twins") || words_.is(k, "gemelos") || words_.is(k, "mellizos");
            if (!of_own || !kinship) return false;
        }
        return has_subject(i, 10);
    }

    // "soldiers killed her brother", "lo obligaron", "on l'a battue"
    [[nodiscard]] bool done_to(std::size_t i) const {
        const bool to_one =
            words_.is(i + 1, "her") || words_.is(i + 1, "him") || words_.is(i + 1, "his");
        if (to_one && i + 1 < end_ && i > begin_ && !words_.is(i - 1, was)) return true;
        // The object stands before the verb in French and Spanish.
        if (i == begin_) return false;
        std::size_t at = i - 1;
        const bool compound = at > begin_ && words_.is(at, had);
        if (compound) --at;
        if (!words_.is(at, object) || words_.gap(at + 1).size() > 1) return false;
        if (words_.is(i, harms)) return !words_.is(at, "her") && !words_.is(at, "him");
        return compound;
    }

    // "her husband had locked her in", "son mari la frappait", "su marido la encerraba"
    [[nodiscard]] bool done_by_kin(std::size_t i) const {
        for (std::size_t back = 1; back <= 4 && i > begin_ + back; ++back)
            if (words_.is(i - back, kin) && words_.is(i - back - 1, possessive))
                return words_.is(i, harms) || words_.is(i - 1, had) || words_.is(i - 1, object);
        return false;
    }

    const ScanWords& words_;
    std::size_t begin_ = 0, end_ = 0;
    bool specific_ = false;
};

}  // namespace

bool find_case_story(const ScanWords& words) {
    constexpr Senses event = harmed | handled | harms | fled | lost;
    return (words.senses() & event) != 0 && Stories(words).any();
}

}  // namespace tutela
