#include "tests/property/generate.hpp"

// The vocabulary that random rules and designs are of.

namespace property {

const char* const vocabulary_text = R"(vocabulary test-world "1"  language en

choices level ordered one of low, medium, high
choices tag one of red, green, blue

record programme
  field stage   ordered one of draft, submitted, approved
  field remote  truth
  field kind    one of cash, goods
  field budget  money
  field start   date
  field review  duration in months
  field office  record office
end

record office
  field open     truth
  field desks    count optional
  field served   set of tag
  field months   list of month-of-work open
  field country  country
end

record month-of-work named by month
  field month  count
end

record site
  field id          key
  field kind        one of camp, town, border
  field level       level
  field population  count
  field toilets     count optional
  field reached     share
  field safe        truth
  field opened      date
  field cost        money
  field tags        set of tag
  field spoken      set of tag open
  field channels    set of reference to channel
  field ages        set of age band
  field label           text
  field public-contact  text
  field precision       ordered one of exact, site-name, district
  field sensitivity     ordered one of public, restricted
  field factors         set of one of uasc, child
  field size            count
end

record channel
  field id     key
  field kind   one of hotline, desk
  field free   truth
  field users  count
  field site   reference to site
end

record visit named by site, day
  field site    reference to site
  field day     date
  field people  count
  field only    one of whole
end

one  programme of programme
list sites of site
list channels of channel open
list visits of visit
)";

}  // namespace property
