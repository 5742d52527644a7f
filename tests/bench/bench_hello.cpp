// SPDX-License-Identifier: MIT
// The least that a Qt Widgets program is: what SeeIPC's own window is measured against.
#include "posix/clock.h"

#include <QApplication>
#include <QLabel>

#include <cstdio>

namespace {

/// Tells when its first picture was painted, and stays.
class Hello : public QLabel
{
public:
    using QLabel::QLabel;

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QLabel::paintEvent(event);
        if (m_isTold)
            return;
        m_isTold = true;
        std::printf("first-paint %lld\n", static_cast<long long>(seeipc::monotonicNanoseconds()));
        std::fflush(stdout);
    }

private:
    bool m_isTold = false;
};

} // namespace

int main(int argc, char **argv)
{
    const QApplication app(argc, argv);
    Hello hello(QStringLiteral("Hello"));
    hello.resize(1920, 1080);
    hello.show();
    return QApplication::exec();
}
