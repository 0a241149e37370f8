#include "apps/cli/plan.hpp"
namespace tutela {
void add_plan_import(CLI::App&, const World&, int&) {}
}  // namespace tutela
