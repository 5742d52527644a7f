// SPDX-License-Identifier: MIT
#include "ui/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace seeipc {

namespace {

/// Ours come second: the last one installed is asked first.
struct Translators
{
    QTranslator qt;
    QTranslator ours;
};

void install(QTranslator &translator, const QString &file, const QString &directory)
{
    if (translator.load(file, directory))
        QCoreApplication::installTranslator(&translator);
}

} // namespace

Language currentLanguage()
{
    return QLocale().language() == QLocale::Chinese ? Language::Chinese : Language::English;
}

QString localized(const Text &text)
{
    return QString::fromStdString(text.in(currentLanguage()));
}

void setCurrentLanguage(Language language)
{
    static Translators translators;
    QLocale::setDefault(language == Language::Chinese
                            ? QLocale(QLocale::Chinese, QLocale::China)
                            : QLocale(QLocale::English, QLocale::UnitedStates));
    QCoreApplication::removeTranslator(&translators.qt);
    QCoreApplication::removeTranslator(&translators.ours);
    if (language == Language::English) {
        QEvent change(QEvent::LanguageChange);
        QCoreApplication::sendEvent(QCoreApplication::instance(), &change);
        return;
    }
    install(translators.qt, QStringLiteral("qtbase_zh_CN"),
            QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(translators.ours, QStringLiteral("seeipc_zh_CN"), QStringLiteral(":/i18n"));
}

QString unitText(const std::string &unit, std::int64_t value)
{
    if (unit.empty())
        return {};
    const auto told = [](const char *text) {
        return QCoreApplication::translate("seeipc::ParameterField", text);
    };
    const auto text = unit != "bytes" ? QString::fromStdString(unit)
                      : value == 1    ? told(QT_TRANSLATE_NOOP("seeipc::ParameterField", "byte"))
                                      : told(QT_TRANSLATE_NOOP("seeipc::ParameterField", "bytes"));
    return QLatin1Char(' ') + text;
}

QString codeOf(Language language)
{
    return language == Language::Chinese ? QStringLiteral("zh_CN") : QStringLiteral("en");
}

} // namespace seeipc
