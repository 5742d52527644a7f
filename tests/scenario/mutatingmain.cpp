// SPDX-License-Identifier: MIT
// Where there is no libFuzzer: the demos, changed in a few places each, from a fixed seed.
#include "mutating.h"

#include "scenario/loader.h"

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

/// SEEIPC_FUZZ_SECONDS: for how long.
int main()
{
    constexpr int usualSeconds = 20;
    std::vector<std::string> demos;
    for (const auto &path : seeipc::builtInScenarios()) {
        std::ifstream file(path);
        demos.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    if (demos.empty()) {
        std::puts("there are no demos to begin with");
        return 1;
    }
    const char *wish = std::getenv("SEEIPC_FUZZ_SECONDS");
    const std::chrono::seconds length(wish ? std::atoi(wish) : usualSeconds);
    const auto begin = std::chrono::steady_clock::now();
    std::mt19937 random(1);
    std::uint64_t inputs = 0;
    for (; std::chrono::steady_clock::now() - begin < length; ++inputs) {
        auto json = demos[random() % demos.size()];
        for (auto changes = 1 + random() % 4; changes > 0; --changes)
            seeipc::fuzzing::mutate(json, random);
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(json.data()), json.size());
    }
    std::printf("%llu files\n", static_cast<unsigned long long>(inputs));
    return 0;
}
