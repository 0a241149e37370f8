#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace tutela {

// The worst of many, in bounded memory.
template <class Entry, class Worse>
class Worst {
public:
    Worst(std::size_t shown, Worse worse) : shown_(shown), worse_(worse) {}
    void add(Entry entry) {
        ++count;
        entries_.push_back(std::move(entry));
        if (entries_.size() > 4 * shown_ + 1000) cut();
    }
    std::vector<Entry> take() {
        cut();
        return std::move(entries_);
    }
    std::uint64_t count = 0;

private:
    void cut() {
        std::sort(entries_.begin(), entries_.end(), worse_);
        if (entries_.size() > shown_) entries_.resize(shown_);
    }
    std::size_t shown_;
    Worse worse_;
    std::vector<Entry> entries_;
};

}  // namespace tutela
