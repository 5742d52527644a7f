// SPDX-License-Identifier: MIT
#include "scenario/cnames.h"

namespace seeipc {

namespace {

/// What a name of a demo must not be in C: words of the language, names that the program has, and those
/// of the library that its headers declare and a demo may well have, too.
constexpr std::string_view takenNames =
    " auto break case char const continue default do double else enum extern float for goto if "
    "inline int long register restrict return short signed sizeof static struct switch typedef "
    "union unsigned void volatile while bool true false asked become_unused_user buf calls count "
    "counted entry environment examined failed fill fs got handled in_pieces in_proc in_proc_of "
    "is_asleep_in is_awaited is_settled is_stopped is_used limit link_text main next_bytes queued "
    "read_proc last self set_stdin shared soft_limit st state_of status tell tell_all_read "
    "tell_all_written tell_end tell_events tell_flags tell_fs tell_link tell_queued tell_read "
    "tell_stat told "
    "torn total unmapped unnamed wait_until wait_until_anew TELL TELL_FLAGS TELL_FS TELL_LINK "
    "TELL_QUEUED TELL_STAT abort abs access alarm calloc chdir clone close "
    "creat daemon div dup dup2 dup3 ended environ errno execve exit fcntl fork fprintf fputs free "
    "fstat fstatfs fsync ftruncate getline getpid getrlimit index ioctl kill labs link lockf lseek "
    "lstat malloc memchr memcmp memcpy memset mincore mmap mremap munmap name_of names nice open "
    "pause perror pipe pipe2 poll popen ppoll prctl pread printf psignal puts pwrite qsort raise "
    "rand random read readlink realloc remove rename rindex rmdir scanf select setrlimit "
    "sigaction sigpause signal sigvec sleep snprintf splice sprintf srand stat stderr stdin "
    "stdout strdup swab sync syscall system tee tempnam tmpfile truncate ttyname umask unlink "
    "usleep vfork vmsplice wait waitpid wait4 write ";

bool isWordLetter(char letter)
{
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z')
           || (letter >= 'A' && letter <= 'Z') || letter == '_';
}

} // namespace

std::string cName(std::string_view name)
{
    std::string made;
    for (const char letter : name)
        made += isWordLetter(letter) ? letter : '_';
    if (made.empty() || (made.front() >= '0' && made.front() <= '9'))
        made.insert(0, "_");
    const bool isTaken = takenNames.find(" " + made + " ") != std::string_view::npos;
    return isTaken ? made + "_" : made;
}

std::string cConstant(std::string_view name)
{
    std::string made;
    for (const char letter : name)
        made += letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A')
                : isWordLetter(letter)         ? letter
                                               : '_';
    return made;
}

std::string cProcess(std::string_view name)
{
    const auto constant = cConstant(cName(name));
    return constant == cName(name) ? "PROCESS_" + constant : constant;
}

std::string cString(std::string_view bytes)
{
    std::string text = "\"";
    for (const char letter : bytes) {
        const auto byte = static_cast<unsigned char>(letter);
        if (letter != '\n' && (byte < ' ' || byte == 0x7f)) { // in octal: three digits end it
            text += '\\';
            for (const int place : {64, 8, 1})
                text += static_cast<char>('0' + byte / place % 8);
            continue;
        }
        if (letter == '"' || letter == '\\' || (letter == '?' && text.back() == '?')) // no trigraph
            text += '\\';
        text += letter == '\n' ? "\\n" : std::string(1, letter);
    }
    return text + "\"";
}

std::string cLetter(char byte)
{
    if (byte == '\'' || byte == '\\')
        return std::string("'\\") + byte + "'";
    if (byte == '\n')
        return "'\\n'";
    const bool isPlain = byte >= ' ' && byte < 0x7f;
    return isPlain ? std::string("'") + byte + "'"
                   : std::to_string(static_cast<unsigned char>(byte));
}

bool hasCWord(std::string_view text, std::string_view word)
{
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const auto behind = at + word.size();
        const bool isWhole = (at == 0 || !isWordLetter(text[at - 1]))
                             && (behind >= text.size() || !isWordLetter(text[behind]));
        if (isWhole || word.empty())
            return true;
    }
    return false;
}

} // namespace seeipc
