// SPDX-License-Identifier: MIT
// The table of sentences: how their places are filled, and what a failure is told as.
#include "session/failuretext.h"
#include "session/messages.h"

#include <QRegularExpression>
#include <QTest>

#include <cerrno>

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

    /// Of an error's parts the kernel's words stay as they are, those of ours are translated.
    void aFailureSpeaksOneLanguage_data()
    {
        QTest::addColumn<QString>("call");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("chinese");
        QTest::newRow("an unused user") << "setresuid(2)"
                                        << "an unused user"
                                        << "setresuid(2) on an unused user: "
                                        << "setresuid(2)（没人用的用户）：";
        QTest::newRow("the leash") << "pipe2(2)"
                                   << "the leash"
                                   << "pipe2(2) on the leash: "
                                   << "pipe2(2)（牵绳）：";
        QTest::newRow("a call of ours") << "the steward's work"
                                        << ""
                                        << ": the steward's work: "
                                        << "：管家进程的工作：";
        QTest::newRow("a descriptor") << "fcntl(2) F_DUPFD_CLOEXEC"
                                      << "fd 3"
                                      << "fcntl(2) F_DUPFD_CLOEXEC on fd 3: "
                                      << "fcntl(2) F_DUPFD_CLOEXEC（fd 3）：";
    }
    void aFailureSpeaksOneLanguage()
    {
        QFETCH(QString, call);
        QFETCH(QString, subject);
        QFETCH(QString, english);
        QFETCH(QString, chinese);
        const auto name = call.toStdString();
        const Error error{name, subject.toStdString(), EPERM};
        const auto inEnglish = explain(error, Language::English);
        const auto inChinese = explain(error, Language::Chinese);
        QVERIFY2(QString::fromStdString(inEnglish).contains(english), inEnglish.c_str());
        QVERIFY2(QString::fromStdString(inChinese).contains(chinese), inChinese.c_str());
    }
};

QTEST_APPLESS_MAIN(TestMessages)
#include "tst_messages.moc"
