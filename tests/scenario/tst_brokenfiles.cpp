// SPDX-License-Identifier: MIT
// Files that are no JSON, or have no head. A row: what is wrong, the place
// that is told, the sentence, the file.
#include "badfile.h"

#include <QTest>

using namespace seeipc;
using namespace seeipc::badfile;

namespace {

const BadFile table[] = {
    {"empty", ":1:1", "found the end of the file, expected a value", ""},
    {"only spaces", ":2:2", "found the end of the file, expected a value", "  \n "},
    {"word", ":1:1",
     "is no JSON value: a text stands in quotation marks; else true, false, null or a number",
     "hello"},
    {"missing comma", ":2:2", "found a text in quotation marks, expected } or a comma",
     R"({"id": "d"
 "chapter": "pipe"})"},
    {"trailing comma", ":2:2",
     "found }, expected a text in quotation marks: the comma before it is one too many",
     R"({"id": "d",
 })"},
    {"trailing comma in list", ":1:12",
     "found ], expected a value: the comma before it is one too many", R"({"id": [1, ]})"},
    {"unclosed object", ":1:11", "found the end of the file, expected } or a comma",
     R"({"id": "d")"},
    {"unclosed string", ":1:10", "the text has no closing quotation mark", R"({"id": "d)"},
    {"newline in string", ":1:10",
     R"(a text goes on over the end of its line, or has a tabulator in it: close its quotation mark, or write \n or \t)",
     R"({"id": "d
"})"},
    {"colon", ":1:7", "found a text in quotation marks, expected a colon", R"({"id" "d"})"},
    {"key without quotes", ":1:2",
     "is no JSON value: a text stands in quotation marks; else true, false, null or a number",
     R"({id: "d"})"},
    {"single quotes", ":1:2",
     "is no JSON value: a text stands in quotation marks; else true, false, null or a number",
     "{'id': 1}"},
    {"true", ":1:11",
     "is no JSON value: a text stands in quotation marks; else true, false, null or a number",
     R"({"id": tru})"},
    {"bad escape", ":1:10",
     R"(a backslash stands before one of " \ / b f n r t u: write \\ for a backslash)",
     R"({"id": "\q"})"},
    {R"(bad \u)", ":1:13", R"(\u needs four hexadecimal digits: \u0041)", R"({"id": "\u12"})"},
    {"surrogate", ":1:15", R"(\ud800 to \udfff stand in pairs only: write the letter itself)",
     R"({"id": "\ud800"})"},
    {"number", ":1:9", "is no number as JSON writes them: 4096, -1", R"({"id": -})"},
    {"two values", ":1:4", "found {, expected the end of the file", "{} {}"},
    {"number instead", ":1:10", "found a number, expected the end of the file", R"({"a": 1} 2)"},
    {"comment", ":1:10",
     "is no JSON value: a text stands in quotation marks; else true, false, null or a number",
     R"({"id": 1 // x
})"},
    {"literal true as key", ":1:2", "found true, expected a text in quotation marks", "{true: 1}"},
    {"string where comma: Chinese before", ":1:12",
     "found a text in quotation marks, expected } or a comma", R"({"一二": "三" "四"})"},
    {"list", "", "is a list, must be an object: {...}", "[]"},
    {"null", "", "is null, must be an object: {...}", "null"},
    {"dup key", "", R"("id" stands here twice: keep one of the two)", R"({"id": "d", "id": "e"})"},
    {"dup in step", ": workers.a[0]", R"("makes" stands here twice: keep one of the two)",
     demo({.workers = R"({"a": [{"call": "pipe", "makes": "p", "makes": "q"}]})"})},
    {"deep", "", "nested more than 40 deep: a demo needs about ten levels",
     std::string(50, '[') + std::string(50, ']')},
    {"unknown top key", ": worker", R"(is an unknown key: did you mean "workers"?)",
     R"({"id": "d", "worker": {}})"},
    {"unsupported top key", ": namespace", R"("namespace" is not supported yet)",
     R"({"namespace": {}})"},
    {"unknown need", ": requires[0]",
     R"(nothing that a machine may lack is called "cap-sys-resources": did you mean "cap-sys-resource"?)",
     R"({"id": "d", "chapter": "c", "requires": ["cap-sys-resources"]})"},
    {"no id", "", R"(needs "id", for example "id": "pipe-hello")", "{}"},
    {"no chapter", "", R"(needs "chapter", for example "chapter": "pipe")", R"({"id": "d"})"},
    {"id number", ": id", "is a number, must be a text in quotation marks",
     R"({"id": 5, "chapter": "pipe"})"},
    {"id path", ": id",
     R"("../x" must be 1 to 64 lower-case letters, digits and -, as in "pipe-hello")",
     R"({"id": "../x", "chapter": "pipe"})"},
    {"title missing", "", R"(needs "title", for example "title": {"en": "...", "zh_CN": "..."})",
     R"({"id": "d", "chapter": "pipe", "lesson": {}})"},
    {"title text", ": title", "is a text, must be an object: {...}",
     R"({"id": "d", "chapter": "pipe", "title": "t"})"},
    {"title no zh", ": title", R"(needs "zh_CN", for example "zh_CN": "...")",
     R"({"id": "d", "chapter": "pipe", "title": {"en": "t"}})"},
    {"title empty", ": title.en",
     "is empty, longer than 4000 bytes, or has control characters: one line that people read",
     R"({"id": "d", "chapter": "pipe", "title": {"en": "", "zh_CN": "t"}})"},
    {"title escape", ": title.en",
     "is empty, longer than 4000 bytes, or has control characters: one line that people read",
     R"({"id": "d", "chapter": "pipe", "title": {"en": "\u001b[2J", "zh_CN": "t"}})"},
    {"title third", ": title.de", "is an unknown key: there are en, zh_CN",
     R"({"id": "d", "chapter": "pipe", "title": {"en": "t", "zh_CN": "t", "de": "t"}})"},
    {"pace", ": check.pace", "must be seconds between two calls, above 0 and at most 10: 0.002",
     demo({.extra = R"("check": {"pace": 0})"})},
    {"pace text", ": check.pace",
     "must be seconds between two calls, above 0 and at most 10: 0.002",
     demo({.extra = R"("check": {"pace": "fast"})"})},
    {"no workers", "",
     R"(needs "workers", for example "workers": {"writer": [...], "reader": [...]})",
     R"({"id": "d", "chapter": "pipe", "title": {"en": "t", "zh_CN": "t"}, "lesson": {"en": "l", "zh_CN": "l"}})"},
    {"bytes that are no UTF-8", ":1:9", "is no UTF-8: save the file as UTF-8",
     "{\"id\": \"\xff\"}"},
    {"a key without end", "",
     R"(the key "kkkkkkkkkkkkkkkkkkkkkkkk..." is 65 bytes long: at most 64)",
     "{\"" + std::string(65, 'k') + "\": 1}"},
    {"an object without end", ": parameters", "has more than 256 members: an object has a few",
     R"({"parameters": {)" + many(R"("n%": 1)", 257) + "}}"},
    {"values without end", "", "more than 100000 values: a demo has a few hundred",
     "[" + many("1", 100'001) + "]"},
    {"a file without end", "", "is bigger than 1048576 bytes: a demo is a few thousand",
     std::string((1 << 20) + 1, ' ')},
    {"a key that would move the cursor", ": ?[2J",
     "is an unknown key: there are id, chapter, cure, "
     "title, lesson, parameters, variants, check, workers, expect, requires",
     R"({"\u001b[2J": 1})"},
};

} // namespace

class TestBrokenFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isRefusedWithItsPlaceAndWhatWouldBeRight_data() { addRows(table); }
    void isRefusedWithItsPlaceAndWhatWouldBeRight() { verifyRow(table); }
};

QTEST_APPLESS_MAIN(TestBrokenFiles)
#include "tst_brokenfiles.moc"
