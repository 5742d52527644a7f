// SPDX-License-Identifier: MIT
#include "ui/demofile.h"

#include "scenario/loader.h"
#include "ui/mainactions.h"
#include "ui/model/sessionmodel.h"

#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QSaveFile>

namespace seeipc {

namespace {

constexpr int settleMilliseconds = 200;

QByteArray contentOf(const QString &file)
{
    QFile opened(file);
    const bool isRead = QFileInfo(file).isFile() && opened.open(QIODevice::ReadOnly);
    return isRead ? opened.read(static_cast<qint64>(longestScenario)) : QByteArray();
}

/// The one file that is dropped; empty: none, or several.
QString droppedFile(const QDropEvent &event)
{
    const auto urls = event.mimeData()->urls();
    return urls.size() == 1 ? urls.front().toLocalFile() : QString();
}

} // namespace

DemoFile::DemoFile(MainActions &actions, SessionModel &model, QWidget *window)
    : QObject(window), m_model(model), m_window(window)
{
    m_window->setAcceptDrops(true);
    m_window->installEventFilter(this);
    m_settling.setSingleShot(true);
    m_settling.setInterval(settleMilliseconds);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_settling, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] {
        if (!m_settling.isActive()) // in a busy folder there is ever another change
            m_settling.start();
    });
    connect(&m_settling, &QTimer::timeout, this, &DemoFile::lookAgain);
    connect(actions.saveCopy, &QAction::triggered, this, &DemoFile::chooseCopy);
}

void DemoFile::follow(const QString &file)
{
    const auto watched = m_watcher.files() + m_watcher.directories();
    if (!watched.isEmpty())
        m_watcher.removePaths(watched);
    m_settling.stop();
    m_file = QFileInfo(file).absoluteFilePath();
    m_content = contentOf(m_file);
    if (isBuiltIn(m_file))
        return;
    m_watcher.addPaths({m_file, QFileInfo(m_file).absolutePath()});
}

bool DemoFile::isBuiltIn(const QString &file)
{
    const auto own = QFileInfo(QString::fromStdString(scenarioDirectory())).canonicalFilePath();
    return !own.isEmpty() && QFileInfo(file).canonicalFilePath().startsWith(own + QLatin1Char('/'));
}

void DemoFile::lookAgain()
{
    if (!m_watcher.files().contains(m_file) && QFileInfo::exists(m_file))
        m_watcher.addPath(m_file); // another stands in its place
    const auto content = contentOf(m_file);
    if (content.isEmpty() || content == m_content)
        return; // about to be written, or another file of that folder
    m_content = content;
    Q_EMIT changed(m_file.toStdString());
}

bool DemoFile::saveCopy(const QString &copy)
{
    const auto content = contentOf(m_file);
    QSaveFile saved(copy); // what stood there stays where this cannot be written whole
    const bool isWritten = !content.isEmpty() && saved.open(QIODevice::WriteOnly)
                           && saved.write(content) == content.size() && saved.commit();
    if (!isWritten) {
        const auto why = content.isEmpty() ? tr("%1 cannot be read").arg(m_file)
                                           : saved.errorString();
        Q_EMIT failed(
            [copy, why] { return tr("The copy could not be saved as %1: %2.").arg(copy, why); });
        return false;
    }
    Q_EMIT chosen(copy.toStdString());
    return true;
}

void DemoFile::chooseCopy()
{
    if (!m_model.isOpen() || m_file.isEmpty())
        return;
    const auto proposed = QStringLiteral("my-") + QFileInfo(m_file).fileName();
    const auto file = QFileDialog::getSaveFileName(m_window, tr("Save a copy of this demo"),
                                                   proposed, tr("Demos (*.json)"));
    if (!file.isEmpty())
        saveCopy(file);
}

bool DemoFile::eventFilter(QObject *window, QEvent *event)
{
    if (event->type() != QEvent::DragEnter && event->type() != QEvent::Drop)
        return QObject::eventFilter(window, event);
    auto *drop = static_cast<QDropEvent *>(event);
    const auto file = droppedFile(*drop);
    if (file.isEmpty())
        return false;
    drop->acceptProposedAction();
    if (event->type() == QEvent::Drop)
        Q_EMIT chosen(file.toStdString());
    return true;
}

} // namespace seeipc
