#include "engine/phone_number.hpp"

#include <algorithm>

#ifdef TUTELA_PHONENUMBER
#include <phonenumbers/logger.h>
#include <phonenumbers/phonenumberutil.h>
#endif

namespace tutela {
namespace {

// The digits alone, and how many groups they were written in.
struct Digits {
    std::string digits;
    std::size_t groups = 0;
};

Digits digits_of(std::string_view written) {
    Digits found;
    bool within = false;
    for (const char c : written) {
        const bool digit = c >= '0' && c <= '9';
        if (digit && !within) ++found.groups;
        if (digit) found.digits += c;
        within = digit;
    }
    return found;
}

PhoneNumber by_shape(std::string_view written, bool international) {
    const auto [digits, groups] = digits_of(written);
    for (const char* free_call : {"0800", "1800", "01800", "018000"})
        if (digits.rfind(free_call, 0) == 0) return PhoneNumber::public_line;
    if (international) return digits.size() >= 8 ? PhoneNumber::subscriber : PhoneNumber::none;
    const bool national = digits.size() >= 9 && digits.size() <= 11 && digits[0] == '0';
    const bool grouped = groups >= 3 && digits.size() >= 9 && digits.size() <= 11;
    const bool pairs = groups == 4 && digits.size() == 8;
    const bool mobile = groups == 1 && digits.size() == 9 && digits[0] == '9';
    return national || grouped || pairs || mobile ? PhoneNumber::subscriber : PhoneNumber::none;
}

#ifdef TUTELA_PHONENUMBER

namespace phone = i18n::phonenumbers;

// The library would write to standard output, and what it writes holds the number.
class Silent : public phone::Logger {
public:
    void WriteMessage(const std::string&) override {}
};

const phone::PhoneNumberUtil& plans() {
    static const phone::PhoneNumberUtil& loaded = []() -> const phone::PhoneNumberUtil& {
        phone::PhoneNumberUtil* util = phone::PhoneNumberUtil::GetInstance();
        util->SetLogger(new Silent);
        return *util;
    }();
    return loaded;
}

PhoneNumber by_plan(const std::string& written, const std::string& country) {
    phone::PhoneNumber number;
    if (plans().Parse(written, country, &number) != phone::PhoneNumberUtil::NO_PARSING_ERROR)
        return PhoneNumber::none;
    switch (plans().GetNumberType(number)) {
        case phone::PhoneNumberUtil::UNKNOWN: return PhoneNumber::none;
        case phone::PhoneNumberUtil::TOLL_FREE:
        case phone::PhoneNumberUtil::PREMIUM_RATE:
        case phone::PhoneNumberUtil::SHARED_COST:
        case phone::PhoneNumberUtil::UAN: return PhoneNumber::public_line;
        default: return PhoneNumber::subscriber;
    }
}

PhoneNumber international_by_plan(std::string_view written) {
    const Digits found_digits = digits_of(written);
    // 00 dials out in most countries, and the library knows of each its own prefix only.
    const std::size_t prefix = found_digits.digits.compare(0, 2, "00") == 0 ? 2 : 0;
    std::string number(1, '+');
    number.append(found_digits.digits, prefix, std::string::npos);
    const PhoneNumber found = by_plan(number, "ZZ");
    // Nothing else is written with a plus and so many digits, and plans grow faster than the library.
    return found == PhoneNumber::none && number.size() > 9 ? PhoneNumber::subscriber : found;
}

#endif

}  // namespace

PhoneNumbers::PhoneNumbers(std::vector<std::string> countries) : countries_(std::move(countries)) {}

#ifdef TUTELA_PHONENUMBER

PhoneNumber PhoneNumbers::look_up(std::string_view written, bool international) {
    if (questions_left_ <= countries_.size()) return by_shape(written, international);
    questions_left_ -= countries_.size() + 1;
    if (international) return international_by_plan(written);
    const std::string number(written);
    PhoneNumber best = PhoneNumber::none;
    for (const std::string& country : countries_) {
        const PhoneNumber found = by_plan(number, country);
        if (found == PhoneNumber::public_line) return found;
        if (found == PhoneNumber::subscriber) best = found;
    }
    return best;
}

#else

PhoneNumber PhoneNumbers::look_up(std::string_view written, bool international) {
    return by_shape(written, international);
}

#endif

}  // namespace tutela
