// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace seeipc {

/// SIGINT, SIGTERM and SIGHUP as a Qt signal, so that they end the program as closing its window
/// does. One at a time.
class EndingSignals : public QObject
{
    Q_OBJECT

public:
    explicit EndingSignals(QObject *parent = nullptr);
    ~EndingSignals() override;

    /// As a program is started from a shell: an empty mask and default dispositions, whatever was
    /// inherited; only nohup's wish is kept.
    static void startClean();

Q_SIGNALS:
    void caught(int signal);

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace seeipc
