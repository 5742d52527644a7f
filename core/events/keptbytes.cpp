// SPDX-License-Identifier: MIT
#include "events/keptbytes.h"

namespace seeipc {

std::size_t firstKept(std::string_view bytes, std::size_t capacity)
{
    constexpr std::string_view colon = ": ";
    constexpr std::size_t longestLine = 256; // a worker looks through it between two calls
    const bool isCutLine = bytes.size() >= capacity + colon.size() && bytes.size() <= longestLine;
    if (!isCutLine || bytes.find('\n') != bytes.size() - 1)
        return 0;
    const auto found = bytes.rfind(colon, bytes.size() - capacity - colon.size());
    return found == std::string_view::npos ? 0 : found + colon.size();
}

} // namespace seeipc
