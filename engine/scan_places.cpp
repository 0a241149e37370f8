#include <algorithm>

#include "engine/scan_finders.hpp"

// Where a place of protection or a person at risk is to be found: an address, a landmark or a name beside "safe house", "foyer",
// "casa de acogida". A district is no exact place; an office, a market or a site for everyone is not hidden.

namespace tutela {
namespace {

using namespace sense;

class Places {
public:
    explicit Places(const ScanWords& words) : words_(words) {}

    bool any() {
        for (std::size_t i = 0; i < words_.size();) {
            begin_ = i;
            end_ = words_.sentence_end(i);
            i = end_;
            for (std::size_t k = begin_; k < end_; ++k) {
                // "Safe houses must not be near the market" tells no place.
                if (words_.is(k, general | modal)) break;
                if (const std::size_t after = hidden_end(k); after != 0 && is_told(k, after))
                    return true;
                if (words_.is(k, dwells) && person_before(k) &&
                    has_address(k + 1, std::min(end_, k + reach)))
                    return true;
            }
            if (is_home_address()) return true;
        }
        return false;
    }

    [[nodiscard]] bool is_address() const { return has_address(0, words_.size()); }

private:
    static constexpr std::size_t reach = 16;  // words between a place and its address

    [[nodiscard]] bool follows(std::size_t i, std::string_view a, std::string_view b = {},
                               std::string_view c = {}) const {
        return words_.is(i, a) && (b.empty() || words_.is(i + 1, b)) &&
               (c.empty() || words_.is(i + 2, c));
    }

    // One after the words of a hidden place that begins at word i; 0 if none does.
    [[nodiscard]] std::size_t hidden_end(std::size_t i) const {
        static constexpr struct {
            std::string_view words[3];
        } phrases[] = {{{"safe", "house", ""}},         {{"safe", "houses", ""}},
                       {{"safe", "shelter", ""}},       {{"transit", "house", ""}},
                       {{"maison", "sure", ""}},        {{"maison", "d", "hebergement"}},
                       {{"maison", "de", "refuge"}},    {{"maison", "d", "accueil"}},
                       {{"espace", "sur", ""}},         {{"lieu", "sur", ""}},
                       {{"casa", "de", "acogida"}},     {{"casa", "refugio", ""}},
                       {{"casa", "segura", ""}},        {{"espacio", "seguro", ""}},
                       {{"hogar", "de", "acogida"}},    {{"centre", "d", "hebergement"}},
                       {{"centro", "de", "acogida"}},   {{"safe", "home", ""}},
                       {{"abri", "pour", "femmes"}},    {{"protection", "house", ""}},
                       {{"hogar", "de", "proteccion"}}, {{"casa", "abrigo", ""}}};
        for (const auto& phrase : phrases)
            if (follows(i, phrase.words[0], phrase.words[1], phrase.words[2]))
                return i + (phrase.words[2].empty() ? 2 : 3);
        // "the women's safe space", "women's shelter"
        if (follows(i, "women", "s", "safe") && words_.is(i + 3, "space")) return i + 4;
        if (follows(i, "women", "s", "shelter") || follows(i, "women", "s", "refuge") ||
            follows(i, "girls", "s", "shelter"))
            return i + 3;
        if (!words_.is(i, hidden)) return 0;
        // "shelter" is a sector too; "le foyer" is one place, "les foyers" are households.
        if (words_.is(i, "shelter") || words_.is(i, "refuge") || words_.is(i, "hostel")) {
            const bool kind = i > begin_ && !words_.is(i - 1, one | possessive | protects);
            // "shelter kits"
            const bool of_things =
                i + 1 < end_ && words_.gap(i + 1) == " " &&
                !words_.is(i + 1, function | near | sense::address | naming | was | had) &&
                !words_.is(i + 1, "is") && !words_.is(i + 1, "lies") && !words_.is(i + 1, "se");
            // Alone at the beginning it is a heading: it must be said for whom.
            const bool heading = i == begin_ && !(words_.is(i + 1, "for") && i + 2 < end_ &&
                                                  words_.is(i + 2, persons | survivor));
            return kind || of_things || heading ? 0 : i + 1;
        }
        if (words_.is(i, "foyer") || words_.is(i, "hogar"))
            return i > begin_ && !words_.is(i - 1, one | possessive) && !words_.is(i - 1, "du") &&
                           !words_.is(i - 1, "del") && !words_.is(i - 1, "au")
                       ? 0
                       : i + 1;
        return i + 1;
    }

    // Whether the sentence tells where the place is that ends before word i, or what it is called.
    [[nodiscard]] bool is_told(std::size_t begin, std::size_t i) const {
        const std::size_t from = begin > begin_ + reach ? begin - reach : begin_;
        return has_address(from, std::min(end_, i + reach)) || has_landmark(i) || has_own_name(i);
    }

    [[nodiscard]] bool has_number(std::size_t i) const { return words_.number(i) > 0 && i < end_; }

    // "14 Baga Road", "rue des Manguiers", "House 7", "quartier Katindo", "carrera 8 n.º 12-40"
    [[nodiscard]] bool has_address(std::size_t from, std::size_t to) const {
        for (std::size_t i = from; i < to; ++i) {
            if (words_.is(i, street)) {
                // A number or a capital on either side of it.
                for (std::size_t k = i + 1; k < to && k < i + 5; ++k) {
                    if (has_number(k) || words_[k].capital) return true;
                    if (!words_.is(k, particle | numbered) && !words_.is(k, "des") &&
                        !words_.is(k, "du"))
                        break;
                }
                if (i > from && words_[i].capital && words_[i - 1].capital) return true;
                if (i > from && has_number(i - 1)) return true;
            }
            if (words_.is(i, plot) &&
                (has_number(i + 1) || (words_.is(i + 1, numbered) && has_number(i + 2))))
                return true;
            if (words_.is(i, quarter)) {
                for (std::size_t k = i + 1; k < to && k < i + 4; ++k)
                    if (words_[k].capital || has_number(k)) return true;
                if (i > from && words_[i - 1].capital) return true;
            }
        }
        return false;
    }

    // "next to St. Monica's church", "en face de l'école Les Volcans", "frente a la iglesia"
    [[nodiscard]] bool has_landmark(std::size_t i) const {
        for (std::size_t k = i; k < end_ && k < i + 8; ++k) {
            if (!words_.is(k, near)) continue;
            // One thing that it is near to: "behind the bakery", not "near services".
            for (std::size_t n = k + 1; n < end_ && n < k + 5; ++n)
                if (words_[n].capital || words_.is(n, one) || words_.is(n, "del") ||
                    words_.is(n, "du") || words_.is(n, "au"))
                    return true;
        }
        return false;
    }

    // "known in town as Villa Rosa", "se llama Casa Luna", 'dit "La Colombe"'
    [[nodiscard]] bool has_own_name(std::size_t i) const {
        for (std::size_t k = i; k < end_ && k < i + 7; ++k) {
            const bool quoted =
                words_[k].capital && k < i + 4 && words_.gap(k).find('"') != std::string_view::npos;
            if (quoted) return true;
            const bool names =
                words_.is(k, naming) || words_.is(k, "llama") || words_.is(k, "appelle");
            for (std::size_t n = k + 1; names && n < end_ && n < k + 6; ++n)
                if (words_[n].capital) return true;
        }
        return false;
    }

    [[nodiscard]] bool person_before(std::size_t i) const {
        for (std::size_t back = 1; back <= 6 && i >= begin_ + back; ++back)
            if (words_.is(i - back, person | pronoun | kin | survivor) ||
                words_.is(i - back, "family") || words_.is(i - back, "famille") ||
                words_.is(i - back, "familia"))
                return true;
        return false;
    }

    // "Home address: 12 Marina Road"
    [[nodiscard]] bool is_home_address() const {
        for (std::size_t i = begin_; i < end_; ++i) {
            const bool home = (words_.is(i, "home") && words_.is(i + 1, "address")) ||
                              words_.is(i, "domicile") || words_.is(i, "domicilio");
            if (home && has_address(i + 1, std::min(end_, i + reach))) return true;
        }
        return false;
    }

    const ScanWords& words_;
    std::size_t begin_ = 0, end_ = 0;
};

}  // namespace

bool find_exact_place(const ScanWords& words) {
    constexpr Senses told = street | plot | quarter | near | naming;
    const bool quoted = words.text().find('"') != std::string_view::npos;
    return (quoted || (words.senses() & told) != 0) && Places(words).any();
}

bool is_address(const ScanWords& words) {
    return Places(words).is_address();
}

}  // namespace tutela
