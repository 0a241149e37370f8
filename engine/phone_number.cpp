#include "engine/phone_number.hpp"

#include <algorithm>

#ifdef TUTELA_PHONENUMBER
#include <phonenumbers/logger.h>
#include <phonenumbers/phonenumberutil.h>
#endif

namespace tutela {
namespace {

std::size_t count_digits(std::string_view written) {
    return static_cast<std::size_t>(
        std::count_if(written.begin(), written.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

}  // namespace

#ifdef TUTELA_PHONENUMBER

namespace {

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

PhoneNumber kind_of(const std::string& written, const std::string& country) {
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

}  // namespace

PhoneNumber phone_number(std::string_view written, bool international,
                         const std::vector<std::string>& countries) {
    std::string digits(written);
    if (international) {
        // 00 dials out in most countries, and the library knows it of each only.
        const std::size_t first = digits.find_first_of("0123456789");
        if (digits.find('+') == std::string::npos && digits.compare(first, 2, "00") == 0)
            digits = "+" + digits.substr(first + 2);
        const PhoneNumber found = kind_of(digits, "ZZ");
        // Nothing else is written with a plus and so many digits; the plans grow faster than the library.
        return found == PhoneNumber::none && count_digits(digits) >= 9 ? PhoneNumber::subscriber
                                                                       : found;
    }
    PhoneNumber best = PhoneNumber::none;
    for (const std::string& country : countries) {
        const PhoneNumber found = kind_of(digits, country);
        if (found == PhoneNumber::public_line) return found;
        if (found == PhoneNumber::subscriber) best = found;
    }
    return best;
}

#else

PhoneNumber phone_number(std::string_view written, bool international,
                         const std::vector<std::string>&) {
    std::string digits;
    std::size_t groups = 0;
    for (std::size_t i = 0; i < written.size(); ++i) {
        if (written[i] < '0' || written[i] > '9') continue;
        if (i == 0 || written[i - 1] < '0' || written[i - 1] > '9') ++groups;
        digits += written[i];
    }
    for (const char* free_call : {"0800", "1800", "01800", "018000"})
        if (digits.rfind(free_call, 0) == 0) return PhoneNumber::public_line;
    if (international) return digits.size() >= 8 ? PhoneNumber::subscriber : PhoneNumber::none;
    const bool national = digits[0] == '0' && digits.size() >= 9 && digits.size() <= 11;
    const bool grouped = groups >= 3 && digits.size() >= 9 && digits.size() <= 11;
    const bool pairs = groups == 4 && digits.size() == 8;
    const bool mobile = groups == 1 && digits.size() == 9 && digits[0] == '9';
    return national || grouped || pairs || mobile ? PhoneNumber::subscriber : PhoneNumber::none;
}

#endif

}  // namespace tutela
