// SPDX-License-Identifier: MIT
// Any bytes at all for the loader, and for the compiler what the loader takes. In the tree of the preset `fuzz`
// libFuzzer drives it, elsewhere mutatingmain.cpp does.
#include "mutating.h"

#include "mechanisms/program.h"
#include "scenario/loader.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <variant>

namespace {

using namespace seeipc;

/// A problem says where and what, in one line; what has none compiles to a program that workers take.
void tryFile(std::string_view json)
{
    const auto read = parseScenario(json, "f.json");
    if (const auto *problem = std::get_if<ScenarioProblem>(&read)) {
        if (problem->place.empty() || problem->what.en.empty() || problem->what.zh.empty()
            || problem->what.en.find('\n') != std::string::npos)
            std::abort();
        return;
    }
    const auto &scenario = std::get<Scenario>(read);
    for (const auto use : {ProgramUse::Watched, ProgramUse::Checked}) {
        const auto program = compileProgram(scenario, defaultParameters(scenario), use);
        if (!isValidProgram(program))
            std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    tryFile({reinterpret_cast<const char *>(data), size});
    return 0;
}

#ifdef SEEIPC_LIBFUZZER
extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t *data, std::size_t size, std::size_t most);

/// Half of the time bytes, half of the time values of JSON: bytes alone seldom leave a demo a demo.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t *data, std::size_t size,
                                               std::size_t most, unsigned seed)
{
    std::mt19937 random(seed);
    if (random() % 2 == 0)
        return LLVMFuzzerMutate(data, size, most);
    std::string text(reinterpret_cast<const char *>(data), size);
    fuzzing::mutate(text, random);
    return text.copy(reinterpret_cast<char *>(data), most);
}
#endif
