// SPDX-License-Identifier: MIT
// Which bytes of a longer line a record keeps.
#include "events/keptbytes.h"

#include <QTest>

#include <string>

using namespace seeipc;

class TestKeptBytes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ofALineItIsWhatTheProgramMet_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("kept"); ///< of 31 bytes
        const auto row = [](const QString &line, const QString &kept) {
            QTest::newRow(qPrintable(line.left(24))) << line << kept;
        };
        row("bash: line 1: ulimit: pipe size: cannot modify limit: Invalid argument\n",
            "cannot modify limit: Invalid ar");
        row("a: 10 bytes: all of them are kept\n", "10 bytes: all of them are kept\n");
        row("yes: standard output: Broken pipe\n", "yes: standard output: Broken pi");
        row("b: " + QString(30, 'x') + "\n", QString(30, 'x') + "\n");
        row("b: " + QString(29, 'x') + "\n", "b: " + QString(28, 'x'));
        row("no colon in this line, however long it is\n", "no colon in this line, however ");
        row("one: line, and then: another\none: that is the last\n",
            "one: line, and then: another\non");
        row("a line: without its end: it is not all there", "a line: without its end: it is ");
        row("a: " + QString(300, 'x') + "\n", "a: " + QString(28, 'x'));
        row("short: all of it\n", "short: all of it\n");
        row("", "");
    }
    void ofALineItIsWhatTheProgramMet()
    {
        QFETCH(QString, line);
        QFETCH(QString, kept);
        const auto bytes = line.toStdString();
        QCOMPARE(QString::fromStdString(bytes.substr(firstKept(bytes, 31), 31)), kept);
    }
};

QTEST_APPLESS_MAIN(TestKeptBytes)
#include "tst_keptbytes.moc"
