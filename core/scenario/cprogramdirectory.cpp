// SPDX-License-Identifier: MIT
// Where the files of an exported program lie, and who removes them.
#include "scenario/cnames.h"
#include "scenario/cprogramparts.h"

namespace seeipc {

std::string directoryFunctions(Language language, const std::vector<std::string> &names)
{
    const Text keeps{
        "Waits until the program is over, however it ends, and removes what is left of "
        "its files.",
        "等程序结束（无论怎样结束），再删除它留下的文件。"};
    const Text enters{"The demo's files lie in a directory of their own. The descriptor that this "
                      "takes is free again behind it.",
                      "演示的文件放在单独的目录里。这里用到的描述符随后又空出来。"};
    std::string removed;
    for (const auto &name : names)
        removed += "    unlink(" + cString(name) + ");\n";
    return "static char directory[] = \"/tmp/seeipc-demo-XXXXXX\";\n\n"
           + cComment(keeps.in(language)) + R"(static void remove_behind(int program)
{
    struct pollfd end = {.fd = program, .events = POLLIN};

    setsid();
    poll(&end, 1, -1);
)" + removed
           + R"(    if (chdir("/") == 0)
        rmdir(directory);
    _exit(0);
}

)" + cComment(enters.in(language))
           + R"(static void enter_directory(void)
{
    const int program = pidfd_open(getpid(), 0);
    pid_t between;

    if (program == -1 || mkdtemp(directory) == NULL || chdir(directory) == -1) {
        perror("enter_directory");
        _exit(1);
    }
    between = fork();
    if (between == 0) {
        if (fork() == 0)
            remove_behind(program);
        _exit(0);
    }
    waitpid(between, NULL, 0);
    close(program);
}
)";
}

} // namespace seeipc
