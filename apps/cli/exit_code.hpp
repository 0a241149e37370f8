#pragma once

namespace tutela {

enum ExitCode : int {
    passed = 0,
    not_met = 1,
    open = 2,
    rules_wrong = 3,
    input_wrong = 4,
    usage = 64
};

}  // namespace tutela
