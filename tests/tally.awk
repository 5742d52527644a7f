# SPDX-License-Identifier: MIT
# A JUnit report of ctest in, a line for each test function out: passed, failed or skipped, <TAB>,
# its name, <TAB>, why. A program of Qt Test counts by its functions (each row of data one), any
# other as one test. Set `suite` to the name that stands before them.

function clean(text)
{
    gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text)
    gsub(/&apos;/, "'", text); gsub(/&amp;/, "\\&", text); gsub(/\t/, " ", text)
    return text
}

function attribute(line, name)
{
    if (!match(line, " " name "=\"[^\"]*\""))
        return ""
    return clean(substr(line, RSTART + length(name) + 3, RLENGTH - length(name) - 4))
}

function out(outcome, name, why) { print outcome "\t" suite ": " name "\t" why }

# "FAIL!  : Class::function(row) reason": the function's name and the reason.
function functionLine(outcome, line)
{
    sub(/^[A-Z!]+ *: /, "", line)
    function_ = line
    why = ""
    if (match(line, /\([^)]*\)/)) {
        function_ = substr(line, 1, RSTART + RLENGTH - 1)
        why = substr(line, RSTART + RLENGTH + 1)
    }
    if (outcome == "passed" && function_ ~ /::(initTestCase|cleanupTestCase)\(\)$/)
        return
    if (outcome == "failed" && (test, function_) in failedBefore)
        return # it went on and failed again
    if (outcome == "failed")
        failedBefore[test, function_] = 1
    ++counted[outcome]
    out(outcome, test " " function_, why)
}

/<testcase / {
    test = attribute($0, "name")
    status = attribute($0, "status")
    message = ""
    last = ""
    inside = 0
    counted["passed"] = counted["failed"] = counted["skipped"] = 0
}
/<(skipped|failure)[ \/>]/ { message = attribute($0, "message") }
/<system-out>/ { inside = 1; sub(/.*<system-out>/, "") }
inside {
    line = $0
    sub(/<\/system-out>.*/, "", line)
    line = clean(line)
    if (line ~ /^(PASS|XFAIL) *: /) functionLine("passed", line)
    else if (line ~ /^(FAIL!|XPASS) *: /) functionLine("failed", line)
    else if (line ~ /^SKIP *: /) functionLine("skipped", line)
    if (line ~ /[^ ]/) last = line
}
/<\/system-out>/ { inside = 0 }
/<\/testcase>/ {
    if (status == "fail") {
        # Its functions may all have passed: a crash, a sanitizer's report, a timeout.
        if (counted["failed"] == 0) out("failed", test, message == "" ? last : message ": " last)
    } else if (status == "run") {
        if (counted["passed"] + counted["skipped"] == 0) out("passed", test, "")
    } else if (message ~ /SKIP_/) {
        if (counted["skipped"] == 0) out("skipped", test, last)
    } else {
        out("failed", test, message == "" ? "did not run" : message)
    }
}
