// SPDX-License-Identifier: MIT
// The Chinese texts of the interface are complete, and what is compiled in is what stands in the
// file.
#include "ui/language.h"

#include <QCoreApplication>
#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using namespace seeipc;

namespace {

struct Message
{
    QString context;
    QString source;
    QString translation;
    QString type; ///< "unfinished", "vanished", "obsolete"; empty: finished
};

std::vector<Message> readMessages(const QString &path)
{
    QFile file(path);
    std::vector<Message> messages;
    if (!file.open(QIODevice::ReadOnly))
        return messages;
    QXmlStreamReader xml(&file);
    QString context;
    while (!xml.atEnd()) {
        if (!xml.readNextStartElement())
            continue;
        if (xml.name() == QLatin1String("name")) {
            context = xml.readElementText();
        } else if (xml.name() == QLatin1String("source")) {
            messages.push_back({context, xml.readElementText(), {}, {}});
        } else if (xml.name() == QLatin1String("translation")) {
            messages.back().type = xml.attributes().value(QLatin1String("type")).toString();
            messages.back().translation = xml.readElementText();
        }
    }
    return messages;
}

QStringList placesOf(const QString &text)
{
    static const QRegularExpression place(QStringLiteral("%[0-9n]"));
    QStringList found;
    for (auto match = place.globalMatch(text); match.hasNext();)
        found << match.next().captured();
    found.sort();
    found.removeDuplicates();
    return found;
}

bool hasChinese(const QString &text)
{
    return std::any_of(text.begin(), text.end(),
                       [](QChar letter) { return letter.unicode() >= 0x4e00; });
}

} // namespace

class TestTranslations : public QObject
{
    Q_OBJECT

public:
    explicit TestTranslations(const QString &file) : m_messages(readMessages(file)) {}

private Q_SLOTS:
    void theFileIsThere() { QVERIFY(m_messages.size() > 50); }

    void noTranslationIsUnfinishedOrEmpty()
    {
        for (const auto &message : m_messages)
            QVERIFY2(message.type.isEmpty() && !message.translation.isEmpty(),
                     qPrintable(message.context + ": " + message.source));
    }

    void placeholdersAgree()
    {
        for (const auto &message : m_messages)
            QVERIFY2(placesOf(message.source) == placesOf(message.translation),
                     qPrintable(message.source + " / " + message.translation));
    }

    void everyTranslationIsChinese()
    {
        for (const auto &message : m_messages)
            QVERIFY2(hasChinese(message.translation), qPrintable(message.source));
    }

    void whatHasAMnemonicKeepsOne()
    {
        for (const auto &message : m_messages) {
            const bool wanted = message.source.contains(QLatin1Char('&'));
            QCOMPARE(message.translation.contains(QLatin1String("(&")), wanted);
        }
    }

    void whatIsCompiledInSpeaksChineseAndEnglishAgain()
    {
        const auto *context = "seeipc::TopBar";
        QCOMPARE(QCoreApplication::translate(context, "Hold processes"), "Hold processes");
        setCurrentLanguage(Language::Chinese);
        for (const auto &message : m_messages)
            QCOMPARE(QCoreApplication::translate(message.context.toUtf8(), message.source.toUtf8()),
                     message.translation);
        QVERIFY(currentLanguage() == Language::Chinese);
        setCurrentLanguage(Language::English);
        QCOMPARE(QCoreApplication::translate(context, "Hold processes"), "Hold processes");
        QVERIFY(currentLanguage() == Language::English);
    }

private:
    std::vector<Message> m_messages;
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    TestTranslations test(QStringLiteral(SEEIPC_TS));
    return QTest::qExec(&test, argc, argv);
}
#include "tst_translations.moc"
