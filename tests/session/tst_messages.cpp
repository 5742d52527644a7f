// SPDX-License-Identifier: MIT
// The table of sentences: how their places are filled.
#include "session/messages.h"

#include <QRegularExpression>
#include <QTest>

using namespace seeipc;

class TestMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Or one message would be told instead of another.
    void eachRowStandsAtTheNumberOfItsMessage()
    {
        std::size_t number = 0;
        for (const auto table : {narratorMessages(), commandMessages()}) {
            for (const auto &row : table)
                QVERIFY2(static_cast<std::size_t>(row.message) == number++, row.en.data());
        }
    }

    void aNounFollowsItsNumber()
    {
        const auto told = [](const char *wrote, const char *read) {
            return tell(Message::ProcessSum, Language::English, {"a", "b", "c", wrote, read});
        };
        QCOMPARE(told("1", "0"), std::string("a: b; c, wrote 1 byte, read 0 bytes"));
        QCOMPARE(told("11", "1"), std::string("a: b; c, wrote 11 bytes, read 1 byte"));
        QCOMPARE(tell(Message::Bytes, Language::English, {"1\u202f001"}),
                 std::string("1\u202f001 bytes"));
    }

    /// "1 bytes" is no English. "1 of 16 bytes" is.
    void noEnglishNounStandsBehindANumberInOneFormOnly()
    {
        static const QRegularExpression fixed(
            "(?<!of )%\\d (bytes|returns)\\b|%\\d (calls|slots|times|descriptors|processes)\\b");
        for (const auto table : {narratorMessages(), commandMessages()}) {
            for (const auto &row : table)
                QVERIFY2(!fixed
                              .match(QString::fromUtf8(row.en.data(),
                                                       static_cast<qsizetype>(row.en.size())))
                              .hasMatch(),
                         row.en.data());
        }
    }
};

QTEST_APPLESS_MAIN(TestMessages)
#include "tst_messages.moc"
