<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>code</name>
    <message>
        <source>another program</source>
        <translation>已换成别的程序</translation>
    </message>
    <message>
        <source>another program runs</source>
        <translation>已换成别的程序，正在运行</translation>
    </message>
    <message>
        <source>another program, %1</source>
        <translation>已换成别的程序，%1</translation>
    </message>
    <message>
        <source>asleep %1</source>
        <translation>睡了 %1</translation>
    </message>
    <message>
        <source>1 round</source>
        <translation>1 轮</translation>
    </message>
    <message>
        <source>%1 rounds</source>
        <translation>%1 轮</translation>
    </message>
    <message>
        <source>round %1 of %2</source>
        <translation>第 %1 轮，共 %2 轮</translation>
    </message>
    <message>
        <source>round %1</source>
        <translation>第 %1 轮</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>has not returned</source>
        <translation>还没有返回</translation>
    </message>
    <message>
        <source>waits %1</source>
        <translation>%1才继续</translation>
    </message>
    <message>
        <source>next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>next: %1</source>
        <translation>下一步：%1</translation>
    </message>
    <message>
        <source>Run %1 to this line; all others stand still</source>
        <translation>让 %1 运行到这一行；其他进程都停着不动</translation>
    </message>
    <message>
        <source>Back to live, and run %1 to this line; all others stand still</source>
        <translation>回到实时，让 %1 运行到这一行；其他进程都停着不动</translation>
    </message>
    <message>
        <source>This line comes next in %1 already</source>
        <translation>%1 的下一步已经是这一行</translation>
    </message>
    <message>
        <source>%1 sleeps in %2: it runs to no line before that returns</source>
        <translation>%1 睡在 %2 里：它返回之前，走不到任何一行</translation>
    </message>
    <message>
        <source>%1 is stopped: it goes on at SIGCONT</source>
        <translation>%1 被信号停住了：收到 SIGCONT 才会继续</translation>
    </message>
    <message>
        <source>%1 waits for its cue: the demo lets it go on only then</source>
        <translation>%1 在等演示的时机：到时才会放行</translation>
    </message>
    <message>
        <source>%1 has passed this line, and does not come here again</source>
        <translation>%1 已经过了这一行，不会再回来</translation>
    </message>
    <message>
        <source>%1 has ended: start over to run it to a line</source>
        <translation>%1 已经结束：重新开始后才能运行到某一行</translation>
    </message>
    <message>
        <source>%1 has not started yet</source>
        <translation>%1 还没有开始</translation>
    </message>
    <message>
        <source>A run goes on: Esc or Space end it</source>
        <translation>正在运行：按 Esc 或空格停下</translation>
    </message>
    <message>
        <source>The head of a loop makes no call: click a line in it</source>
        <translation>循环头不做调用：请点循环里的一行</translation>
    </message>
    <message>
        <source>comes next already</source>
        <translation>下一步就是这一行</translation>
    </message>
    <message>
        <source>asleep until %1 returns</source>
        <translation>睡着，要等 %1 返回</translation>
    </message>
    <message>
        <source>stopped until SIGCONT</source>
        <translation>停住了，要等 SIGCONT</translation>
    </message>
    <message>
        <source>does not come here again</source>
        <translation>不会再回到这一行</translation>
    </message>
    <message>
        <source>has ended: start over</source>
        <translation>已经结束，请重新开始</translation>
    </message>
    <message>
        <source>not started yet</source>
        <translation>还没有开始</translation>
    </message>
    <message>
        <source>Esc or Space end the run</source>
        <translation>按 Esc 或空格停下</translation>
    </message>
    <message>
        <source>click a line in the loop</source>
        <translation>请点循环里的一行</translation>
    </message>
    <message>
        <source>%1 more: select one to see its code</source>
        <translation>还有 %1 个：选中一个就能看它的代码</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>还有 %1 个</translation>
    </message>
    <message>
        <source>%1, line %2 of %3: %4</source>
        <translation>%1，第 %2 行，共 %3 行：%4</translation>
    </message>
    <message>
        <source>only in the cure</source>
        <translation>只有正确写法里有</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>The code of %1 is in the clipboard</source>
        <translation>%1 的代码已放进剪贴板</translation>
    </message>
</context>
<context>
    <name>seeipc::DemoChooser</name>
    <message>
        <source>Title, call, error or what you see: hangs, EPIPE, 141</source>
        <translation>标题、调用、错误或看到的现象：卡住、EPIPE、141</translation>
    </message>
    <message>
        <source>No demo found for “%1”. Try a call, write(), an error (EPIPE), or what you see (hangs).</source>
        <translation>没有找到与“%1”有关的演示。试试调用 write()、错误 EPIPE，或者看到的现象（卡住）。</translation>
    </message>
    <message>
        <source>Demos</source>
        <translation>演示列表</translation>
    </message>
    <message>
        <source>wrong, has a cure</source>
        <translation>错误写法，有对照</translation>
    </message>
    <message>
        <source>the cure</source>
        <translation>正确写法</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>最近打开</translation>
    </message>
</context>
<context>
    <name>seeipc::DemoColumn</name>
    <message>
        <source>Start over</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Wrong · %1</source>
        <translation>错误 · %1</translation>
    </message>
    <message>
        <source>Cured · %1</source>
        <translation>正确 · %1</translation>
    </message>
    <message>
        <source>Steps of %1</source>
        <translation>%1 的步骤</translation>
    </message>
</context>
<context>
    <name>seeipc::DemoMenu</name>
    <message>
        <source>&amp;Clear the list</source>
        <translation>清空列表(&amp;C)</translation>
    </message>
    <message>
        <source>Open a demo&apos;s file</source>
        <translation>打开演示文件</translation>
    </message>
    <message>
        <source>Demos (*.json)</source>
        <translation>演示 (*.json)</translation>
    </message>
</context>
<context>
    <name>seeipc::DemoFile</name>
    <message>
        <source>%1 cannot be read</source>
        <translation>读不了 %1</translation>
    </message>
    <message>
        <source>The copy could not be saved as %1: %2.</source>
        <translation>副本没能保存为 %1：%2。</translation>
    </message>
    <message>
        <source>Save a copy of this demo</source>
        <translation>另存这个演示的副本</translation>
    </message>
    <message>
        <source>Demos (*.json)</source>
        <translation>演示 (*.json)</translation>
    </message>
</context>
<context>
    <name>seeipc::ExportMenu</name>
    <message>
        <source>The program could not be saved as %1: %2.</source>
        <translation>程序没能保存为 %1：%2。</translation>
    </message>
    <message>
        <source>Save as a C program</source>
        <translation>保存为 C 程序</translation>
    </message>
    <message>
        <source>C programs (*.c)</source>
        <translation>C 程序 (*.c)</translation>
    </message>
    <message>
        <source>Show in terminal</source>
        <translation>在终端里看</translation>
    </message>
    <message>
        <source>Save this demo as %1.c. In that folder this line, which is in the clipboard, shows its calls as strace(1) sees them:</source>
        <translation>把这个演示保存为 %1.c。在那个文件夹里运行下面这一行（已放进剪贴板），就能看到 strace(1) 眼中的同样的调用：</translation>
    </message>
    <message>
        <source>Save as a C program...</source>
        <translation>保存为 C 程序...</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>seeipc::MainActions</name>
    <message>
        <source>&amp;Recent files</source>
        <translation>最近打开的文件(&amp;R)</translation>
    </message>
    <message>
        <source>Free&amp;ze picture</source>
        <translation>定格画面(&amp;Z)</translation>
    </message>
    <message>
        <source>Picture of the p&amp;revious change</source>
        <translation>看上一处变化(&amp;R)</translation>
    </message>
    <message>
        <source>Picture of the &amp;next change</source>
        <translation>看下一处变化(&amp;N)</translation>
    </message>
    <message>
        <source>Picture of the next t&amp;orn record</source>
        <translation>看下一条被切断的记录(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Demo</source>
        <translation>演示(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Session</source>
        <translation>运行(&amp;S)</translation>
    </message>
    <message>
        <source>Select &amp;process</source>
        <translation>选择进程(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Open a demo&apos;s &amp;file...</source>
        <translation>打开演示文件(&amp;F)……</translation>
    </message>
    <message>
        <source>Save a cop&amp;y of this demo...</source>
        <translation>另存演示的副本(&amp;Y)……</translation>
    </message>
    <message>
        <source>Side by side with the &amp;cure</source>
        <translation>与正确写法并排对照(&amp;C)</translation>
    </message>
    <message>
        <source>Start &amp;over</source>
        <translation>重新开始(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Hold processes</source>
        <translation>暂停进程(&amp;H)</translation>
    </message>
    <message>
        <source>R&amp;un the selected process to the next change</source>
        <translation>所选进程走到有变化为止(&amp;U)</translation>
    </message>
    <message>
        <source>S&amp;tep the selected process: one call, or a loop at full speed</source>
        <translation>所选进程只走一步：一次调用，或全速的一个循环(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Faster</source>
        <translation>加快(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Slower</source>
        <translation>减慢(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Visible in other terminals</source>
        <translation>在其他终端里可见(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>High &amp;contrast</source>
        <translation>高对比度(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;No motion</source>
        <translation>不要动画(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>按键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About SeeIPC</source>
        <translation>关于 SeeIPC(&amp;A)</translation>
    </message>
    <message>
        <source>Go to the mistake in a broken file</source>
        <translation>转到文件里出错的地方</translation>
    </message>
    <message>
        <source>Open the menu</source>
        <translation>打开菜单</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Draw&amp;ers</source>
        <translation>面板(&amp;E)</translation>
    </message>
    <message>
        <source>Lea&amp;rn</source>
        <translation>学习(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Measure</source>
        <translation>测量(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Demos: start page and search</source>
        <translation>演示：目录与搜索(&amp;D)</translation>
    </message>
    <message>
        <source>T&amp;imeline by event or by clock</source>
        <translation>时间线：按事件或按时钟(&amp;I)</translation>
    </message>
    <message>
        <source>Save as a C pro&amp;gram...</source>
        <translation>保存为 C 程序(&amp;G)...</translation>
    </message>
    <message>
        <source>Show in &amp;terminal...</source>
        <translation>在终端里看(&amp;T)...</translation>
    </message>
</context>
<context>
    <name>seeipc::MainWindow</name>
    <message>
        <source>There is no cure of this demo among the demos. These have one: %1.</source>
        <translation>演示里没有这个演示的正确写法。有正确写法的演示：%1。</translation>
    </message>
    <message>
        <source>Close the notice</source>
        <translation>关闭提示</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>重新开始</translation>
    </message>
</context>
<context>
    <name>seeipc::ParameterField</name>
    <message>
        <source>at the next start</source>
        <translation>下次开始生效</translation>
    </message>
    <message>
        <source>next start</source>
        <translation>下次生效</translation>
    </message>
    <message>
        <source>later</source>
        <translation>下次</translation>
    </message>
    <message>
        <source>the pipe has %1</source>
        <translation>管道实际有 %1</translation>
    </message>
    <message>
        <source>takes effect at the next start</source>
        <translation>下次开始时生效</translation>
    </message>
    <message>
        <source>no effect at full speed</source>
        <translation>全速时不起作用</translation>
    </message>
    <message>
        <source>byte</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>%1 is asked for: waits for a process between two calls</source>
        <translation>要改成 %1：等某个进程两次调用之间的空当</translation>
    </message>
    <message>
        <source>The kernel made %2 of %1: a power of two</source>
        <translation>内核把 %1 取整为 %2：只取 2 的幂</translation>
    </message>
    <message>
        <source>Refused %1 (EBUSY): more is inside</source>
        <translation>内核拒绝 %1（EBUSY）：里面的数据放不下</translation>
    </message>
    <message>
        <source>Refused %1 (EPERM): above a limit of this machine</source>
        <translation>内核拒绝 %1（EPERM）：超过本机的上限</translation>
    </message>
    <message>
        <source>Refused %1 (EPERM): above %2, %3</source>
        <translation>内核拒绝 %1（EPERM）：超过 %2（%3）</translation>
    </message>
    <message>
        <source>Refused %1 (EPERM): this user&apos;s pipes would pass %2, %3 pages</source>
        <translation>内核拒绝 %1（EPERM）：该用户的管道合起来会超过 %2（%3 页）</translation>
    </message>
    <message>
        <source>Refused %1 (%2)</source>
        <translation>内核拒绝 %1（%2）</translation>
    </message>
</context>
<context>
    <name>seeipc::ParameterPanel</name>
    <message>
        <source>takes effect at the next start</source>
        <translation>下次开始时生效</translation>
    </message>
</context>
<context>
    <name>seeipc::SourcePanel</name>
    <message>
        <source>Go to the mistake (F8)</source>
        <translation>转到出错处（F8）</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>转到该处</translation>
    </message>
    <message>
        <source>Open in your editor</source>
        <translation>用编辑器打开</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Copy what is wrong</source>
        <translation>复制错误说明</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>The text of %1</source>
        <translation>%1 的内容</translation>
    </message>
</context>
<context>
    <name>seeipc::SideBySide</name>
    <message>
        <source>All processes have ended</source>
        <translation>所有进程都已结束</translation>
    </message>
    <message>
        <source>Processes held, only %1 runs on</source>
        <translation>进程已暂停，只有 %1 还在走</translation>
    </message>
    <message>
        <source>Processes held</source>
        <translation>进程已暂停</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Side by side: wrong and cured</source>
        <translation>并排对照：错误与正确</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Start both over (R)</source>
        <translation>两边一起重新开始 (R)</translation>
    </message>
    <message>
        <source>Release processes</source>
        <translation>让进程继续</translation>
    </message>
    <message>
        <source>Hold processes</source>
        <translation>暂停进程</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Speed of both</source>
        <translation>两边的速度</translation>
    </message>
    <message>
        <source>Time since both began</source>
        <translation>两边开始以来的时间</translation>
    </message>
    <message>
        <source>Picture frozen at %1</source>
        <translation>画面定格在 %1</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>回到实时</translation>
    </message>
    <message>
        <source>Freeze picture</source>
        <translation>定格画面</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>定格</translation>
    </message>
    <message>
        <source>Shows again what happens now (F)</source>
        <translation>重新显示此刻 (F)</translation>
    </message>
    <message>
        <source>The picture stands still, the processes go on (F)</source>
        <translation>画面不动，进程照常运行 (F)</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Previous change</source>
        <translation>上一处变化</translation>
    </message>
    <message>
        <source>Picture of the previous change in either (Ctrl+Left)</source>
        <translation>看任一边的上一处变化 (Ctrl+Left)</translation>
    </message>
    <message>
        <source>Next change</source>
        <translation>下一处变化</translation>
    </message>
    <message>
        <source>Picture of the next change in either (Ctrl+Right)</source>
        <translation>看任一边的下一处变化 (Ctrl+Right)</translation>
    </message>
    <message>
        <source>no session runs</source>
        <translation>没有在运行</translation>
    </message>
    <message>
        <source>all have ended</source>
        <translation>全部已结束</translation>
    </message>
    <message>
        <source>S or a click: to the next change; with Shift: one call. 1 to 9 select a process in both</source>
        <translation>S 或点击：走到有变化为止；按住 Shift：只走一次调用。按 1 到 9 在两边选择进程</translation>
    </message>
    <message>
        <source>Both demos at once (Space)</source>
        <translation>同时作用于两个演示（空格键）</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Back to the one demo (Esc)</source>
        <translation>回到单个演示（Esc）</translation>
    </message>
</context>
<context>
    <name>seeipc::StatusLine</name>
    <message>
        <source>Compare with the cure</source>
        <translation>与正确写法对照</translation>
    </message>
    <message>
        <source>Cure</source>
        <translation>正确写法</translation>
    </message>
    <message>
        <source>This demo and the same put right, side by side (C)</source>
        <translation>本演示与正确写法并排对照（C）</translation>
    </message>
    <message>
        <source>No torn record was seen up to here</source>
        <translation>至此没有看到被切断的记录</translation>
    </message>
    <message>
        <source>No record is known to be torn up to here, the torn edges are a guess</source>
        <translation>至此没有确知被切断的记录，图中的断口是推测</translation>
    </message>
    <message>
        <source>No other torn record was seen</source>
        <translation>没有看到别的被切断的记录</translation>
    </message>
    <message>
        <source>Picture frozen at %1 s · %2</source>
        <translation>画面定格在 %1 秒 · %2</translation>
    </message>
    <message>
        <source>Frozen at %1 s · %2</source>
        <translation>定格在 %1 秒 · %2</translation>
    </message>
    <message>
        <source>processes go on: %1</source>
        <translation>进程仍在运行：%1</translation>
    </message>
    <message>
        <source>Freeze picture</source>
        <translation>定格画面</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>回到实时</translation>
    </message>
    <message>
        <source>The picture stands still, the processes go on (F)</source>
        <translation>画面停住，进程照常运行（F）</translation>
    </message>
    <message>
        <source>Shows again what happens now (F)</source>
        <translation>重新显示此刻发生的事（F）</translation>
    </message>
    <message>
        <source>No session runs</source>
        <translation>没有在运行</translation>
    </message>
    <message>
        <source>All processes have ended</source>
        <translation>所有进程都已结束</translation>
    </message>
    <message>
        <source>All ended</source>
        <translation>全部结束</translation>
    </message>
    <message>
        <source>all ended</source>
        <translation>全部结束</translation>
    </message>
    <message>
        <source>Processes held, only %1 runs on</source>
        <translation>进程已暂停，只有 %1 还在走</translation>
    </message>
    <message>
        <source>Only %1 runs on</source>
        <translation>只有 %1 在走</translation>
    </message>
    <message>
        <source>Processes held</source>
        <translation>进程已暂停</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>held</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Running: %1</source>
        <translation>运行中：%1</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>in the machine&apos;s namespaces: private ones were refused (%1)</source>
        <translation>在本机的命名空间里：内核不给独立的（%1）</translation>
    </message>
    <message>
        <source>visible in other terminals</source>
        <translation>在其他终端里可见</translation>
    </message>
    <message>
        <source>workers in their own namespaces</source>
        <translation>工作进程在自己的命名空间里</translation>
    </message>
    <message>
        <source>own namespaces</source>
        <translation>独立的命名空间</translation>
    </message>
    <message>
        <source>no own namespaces</source>
        <translation>没有独立的命名空间</translation>
    </message>
    <message>
        <source>the choice of namespaces acts at the next start</source>
        <translation>命名空间的选择下次开始时生效</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
</context>
<context>
    <name>seeipc::TopBar</name>
    <message>
        <source>All processes have ended: none is left to hold. Start over (R)</source>
        <translation>所有进程都已结束，没有可暂停的了；请重新开始（R）</translation>
    </message>
    <message>
        <source>All processes have ended. Started over, they begin held</source>
        <translation>所有进程都已结束；重新开始后，它们一开始就是暂停的</translation>
    </message>
    <message>
        <source>Runs to the next change. One call: %1 or Shift+click</source>
        <translation>走到有变化为止；只走一次调用：%1 或 Shift+点击</translation>
    </message>
    <message>
        <source>Release processes</source>
        <translation>让进程继续</translation>
    </message>
    <message>
        <source>Hold processes</source>
        <translation>暂停进程</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Demos</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>All demos, and a search in them</source>
        <translation>全部演示，可以搜索</translation>
    </message>
</context>
<context>
    <name>seeipc::help</name>
    <message>
        <source>Side by side, in both at once</source>
        <translation>并排对照：同时作用于两边</translation>
    </message>
    <message>
        <source>End a run, leave full screen, or close the window</source>
        <translation>停止正在进行的运行，退出全屏，或关闭窗口</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>End a run, close the drawer, or leave full screen</source>
        <translation>停止正在进行的运行，关闭面板，或退出全屏</translation>
    </message>
    <message>
        <source>About SeeIPC</source>
        <translation>关于 SeeIPC</translation>
    </message>
    <message>
        <source>Real processes make real system calls, and the kernel is asked what is going on: how full a pipe is, who sleeps in which call, and why. Every number comes from the kernel, or the picture says that it does not.</source>
        <translation>真实的进程发出真实的系统调用，程序随时向内核询问正在发生什么：管道有多满，谁睡在哪个调用里，为什么。每个数字都来自内核；不是的，画面上会说明。</translation>
    </message>
    <message>
        <source>Free software under the MIT licence.</source>
        <translation>自由软件，MIT 许可证。</translation>
    </message>
    <message>
        <source>On the stage</source>
        <translation>在主画面里</translation>
    </message>
    <message>
        <source>Next process, end or pipe, then on</source>
        <translation>下一个进程、端或管道，再往后</translation>
    </message>
    <message>
        <source>Up, Down</source>
        <translation>上、下</translation>
    </message>
    <message>
        <source>Next process; in a pipe, its next slot</source>
        <translation>下一个进程；在管道里：下一个槽</translation>
    </message>
    <message>
        <source>Oldest and last slot of a pipe</source>
        <translation>管道最早的槽和最后的槽</translation>
    </message>
    <message>
        <source>Inspect what has the ring around it</source>
        <translation>查看圈住的那一个</translation>
    </message>
    <message>
        <source>In the timeline</source>
        <translation>在时间线里</translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation>左、右</translation>
    </message>
    <message>
        <source>Earlier, later</source>
        <translation>往前、往后</translation>
    </message>
    <message>
        <source>Shift+Left, Shift+Right</source>
        <translation>Shift+左、Shift+右</translation>
    </message>
    <message>
        <source>Select a stretch and add it up</source>
        <translation>选一段并合计</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>To the beginning</source>
        <translation>到开头</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>回到实时</translation>
    </message>
    <message>
        <source>Drop the selection</source>
        <translation>取消选择</translation>
    </message>
    <message>
        <source>In the drawers</source>
        <translation>在面板里</translation>
    </message>
    <message>
        <source>Copy what is selected, else all</source>
        <translation>复制选中的内容，未选则复制全部</translation>
    </message>
    <message>
        <source>With the mouse</source>
        <translation>用鼠标</translation>
    </message>
    <message>
        <source>Click, on the stage</source>
        <translation>在主画面里单击</translation>
    </message>
    <message>
        <source>Inspect what is there</source>
        <translation>查看点中的东西</translation>
    </message>
    <message>
        <source>Click, in the timeline</source>
        <translation>在时间线上单击</translation>
    </message>
    <message>
        <source>Freeze the picture of that instant</source>
        <translation>画面定格在那一刻</translation>
    </message>
    <message>
        <source>Drag the playhead</source>
        <translation>拖动播放头</translation>
    </message>
    <message>
        <source>Go through time</source>
        <translation>在时间里前后移动</translation>
    </message>
    <message>
        <source>Drag beside it</source>
        <translation>在别处拖动</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>以指针处为中心缩放</translation>
    </message>
    <message>
        <source>Shift+wheel</source>
        <translation>Shift+滚轮</translation>
    </message>
    <message>
        <source>Double-click</source>
        <translation>双击</translation>
    </message>
    <message>
        <source>In the events: show that instant</source>
        <translation>在事件表里：显示那一刻</translation>
    </message>
    <message>
        <source>In the code</source>
        <translation>在代码里</translation>
    </message>
    <message>
        <source>Next line</source>
        <translation>下一行</translation>
    </message>
    <message>
        <source>Next process, then on</source>
        <translation>下一个进程，然后离开</translation>
    </message>
    <message>
        <source>Run its process to the line</source>
        <translation>让进程运行到这一行</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>复制代码</translation>
    </message>
    <message>
        <source>Click, in the code</source>
        <translation>点击代码的一行</translation>
    </message>
</context>
<context>
    <name>seeipc::speed</name>
    <message>
        <source>full speed</source>
        <translation>全速</translation>
    </message>
    <message>
        <source>1 call in %1 s</source>
        <translation>每 %1 秒 1 次调用</translation>
    </message>
    <message>
        <source>1 call/s</source>
        <translation>1 次调用/秒</translation>
    </message>
    <message>
        <source>%1 calls/s</source>
        <translation>%1 次调用/秒</translation>
    </message>
    <message>
        <source>full</source>
        <translation>全速</translation>
    </message>
    <message>
        <source>1 in %1 s</source>
        <translation>%1 秒 1 次</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1 次/秒</translation>
    </message>
</context>
<context>
    <name>seeipc::step</name>
    <message>
        <source>loop of </source>
        <translation>循环 </translation>
    </message>
    <message>
        <source>A process steps between two calls, and this one is inside of one: it goes on when that call returns</source>
        <translation>单步只能在两次调用之间走；这个进程还在一次调用里，等调用返回才会继续</translation>
    </message>
    <message>
        <source>The demo lets it go on only after another process has done something</source>
        <translation>演示规定：别的进程先做完某件事，它才能继续</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>走一步</translation>
    </message>
    <message>
        <source>%1 has ended</source>
        <translation>%1 已结束</translation>
    </message>
    <message>
        <source>it has ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>All processes have ended: none is left to step. Start over (R)</source>
        <translation>所有进程都已结束，没有可走的步了；请重新开始（R）</translation>
    </message>
    <message>
        <source>%1 makes no call any more. 1 to %2 select another process</source>
        <translation>%1 不会再做调用；按 1 到 %2 选别的进程</translation>
    </message>
    <message>
        <source>%1 has not started</source>
        <translation>%1 还没开始</translation>
    </message>
    <message>
        <source>%1 sleeps in %2</source>
        <translation>%1 睡在 %2 里</translation>
    </message>
    <message>
        <source>sleeps in %1</source>
        <translation>睡在 %1 里</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Deadlock: %1</source>
        <translation>死锁：%1</translation>
    </message>
    <message>
        <source>Stuck: %1</source>
        <translation>卡死：%1</translation>
    </message>
    <message>
        <source>Deadlock in %1</source>
        <translation>死锁在 %1</translation>
    </message>
    <message>
        <source>Stuck in %1</source>
        <translation>卡死在 %1</translation>
    </message>
    <message>
        <source>A process steps between two calls, and this one is inside of one that nobody can make return</source>
        <translation>进程在两次调用之间才能走一步；它正在一个谁也无法让它返回的调用里</translation>
    </message>
    <message>
        <source>%1 is stopped: no step</source>
        <translation>%1 已停止，走不了</translation>
    </message>
    <message>
        <source>%1 is stopped</source>
        <translation>%1 已停止</translation>
    </message>
    <message>
        <source>A signal stopped it, wherever it was: it goes on at SIGCONT</source>
        <translation>信号让它停在了当时的位置；收到 SIGCONT 才会继续</translation>
    </message>
    <message>
        <source>%1 waits for its cue</source>
        <translation>%1 等候时机</translation>
    </message>
    <message>
        <source>%1: the demo lets it go on only then. 1 to %2 select another process</source>
        <translation>%1：此后演示才让它继续。按 1 到 %2 选择其他进程</translation>
    </message>
    <message>
        <source>%1 waits %2</source>
        <translation>%1 在%2</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>%1 走一步</translation>
    </message>
    <message>
        <source>Step %1: %2</source>
        <translation>%1 走一步：%2</translation>
    </message>
    <message>
        <source>Run %1: %2…</source>
        <translation>%1 连着走：%2…</translation>
    </message>
    <message>
        <source>%1 runs on…</source>
        <translation>%1 还在走…</translation>
    </message>
    <message>
        <source>It stands still at the next change; Space, Esc or a click on this button stop it now</source>
        <translation>有变化就停下；要马上停，按空格键或 Esc，或再点这个按钮</translation>
    </message>
    <message>
        <source>Now: %1</source>
        <translation>现在：%1</translation>
    </message>
    <message>
        <source>Back to live, run %1</source>
        <translation>回到实时，%1 连着走</translation>
    </message>
    <message>
        <source>Back to live, step %1</source>
        <translation>回到实时，%1 走一步</translation>
    </message>
    <message>
        <source>The picture is frozen, the processes are further. Back to live, and: %1</source>
        <translation>画面已定格，进程已经走得更远。回到实时，然后：%1</translation>
    </message>
</context>
<context>
    <name>seeipc::Drawers</name>
    <message>
        <source>Close the drawer</source>
        <translation>关闭面板</translation>
    </message>
</context>
<context>
    <name>seeipc::LayoutSwitch</name>
    <message>
        <source>Learn</source>
        <translation>学习</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Layout: %1 (%2)</source>
        <translation>布局：%1（%2）</translation>
    </message>
</context>
<context>
    <name>seeipc::FactSheet</name>
    <message>
        <source>sampled %1 ago</source>
        <translation>%1前采样</translation>
    </message>
    <message>
        <source>sampled %1</source>
        <translation>%1采样</translation>
    </message>
    <message>
        <source>inferred</source>
        <translation>推断</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>被拒绝</translation>
    </message>
</context>
<context>
    <name>seeipc::SheetView</name>
    <message>
        <source>Copy as text</source>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>Stands still while a part of it is selected; the copy as text is of now.</source>
        <translation>选中文字期间，这里的内容保持不动；“复制为文本”得到的是当前内容。</translation>
    </message>
    <message>
        <source>The picture is frozen; this block is of its instant.</source>
        <translation>画面已定格；这一块是那一刻的。</translation>
    </message>
    <message>
        <source>The picture is frozen; this block is asked of the kernel now and not known for then.</source>
        <translation>画面已定格；这一块是现在向内核询问的，那一刻的值不得而知。</translation>
    </message>
    <message>
        <source>Of now</source>
        <translation>此刻</translation>
    </message>
    <message>
        <source>The picture is frozen; what follows is asked of the kernel now and not known for then.</source>
        <translation>画面已定格；以下是现在向内核询问的，那一刻的值不得而知。</translation>
    </message>
</context>
<context>
    <name>seeipc::LimitsView</name>
    <message>
        <source>one write up to this stays in one piece; no capacity</source>
        <translation>一次写入不超过它就不会被拆开；不是容量</translation>
    </message>
    <message>
        <source>largest capacity without CAP_SYS_RESOURCE</source>
        <translation>没有 CAP_SYS_RESOURCE 时的最大容量</translation>
    </message>
    <message>
        <source>beyond it new pipes are small</source>
        <translation>超过后新建的管道变小</translation>
    </message>
    <message>
        <source>beyond it there are no more pipes</source>
        <translation>超过后不能再建管道</translation>
    </message>
    <message>
        <source>descriptors of one process</source>
        <translation>一个进程的描述符数</translation>
    </message>
    <message>
        <source>processes and threads of the user</source>
        <translation>用户的进程数和线程数</translation>
    </message>
    <message>
        <source>1 page</source>
        <translation>1 页</translation>
    </message>
    <message>
        <source>%1 pages</source>
        <translation>%1 页</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无限制</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1，上限 %2</translation>
    </message>
    <message>
        <source>Pipes of this demo</source>
        <translation>这个演示的管道</translation>
    </message>
    <message>
        <source>capacity of %1</source>
        <translation>%1 的容量</translation>
    </message>
    <message>
        <source>pages that they count for</source>
        <translation>它们占用的页数</translation>
    </message>
    <message>
        <source>the sum of capacities</source>
        <translation>按容量之和推算</translation>
    </message>
    <message>
        <source>Told while one runs.</source>
        <translation>有进程运行时才能得知。</translation>
    </message>
    <message>
        <source>Every pipe</source>
        <translation>每个管道</translation>
    </message>
    <message>
        <source>All pipes of a user</source>
        <translation>一个用户的所有管道</translation>
    </message>
    <message>
        <source>The kernel tells no sum of what is used: it is inferred from /proc.</source>
        <translation>用了多少，内核不给总数：由 /proc 推断。</translation>
    </message>
    <message>
        <source>A process of this demo</source>
        <translation>这个演示的一个进程</translation>
    </message>
    <message>
        <source>inside %1</source>
        <translation>%1 里有</translation>
    </message>
    <message>
        <source>bytes that wait: ioctl(2) FIONREAD</source>
        <translation>待读的字节：ioctl(2) FIONREAD</translation>
    </message>
    <message>
        <source>pipes of user %1: %2 asked (%3), %4 taken for %5 pages each; processes read: %6</source>
        <translation>用户 %1 的管道：问到 %2 个（%3），另外 %4 个各按 %5 页算；读到的进程：%6</translation>
    </message>
    <message>
        <source>%1, refused: %2</source>
        <translation>%1，被拒绝：%2</translation>
    </message>
    <message>
        <source>used of pipe-user-pages-soft</source>
        <translation>pipe-user-pages-soft 已用</translation>
    </message>
    <message>
        <source>PIPE_BUF in blocks of 512 bytes, a constant of bash: no limit that can be set and no capacity. In dash it is RLIMIT_NPROC</source>
        <translation>bash 里写死的常量 PIPE_BUF，以 512 字节为单位：不能设置，也不是容量。在 dash 里它是 RLIMIT_NPROC</translation>
    </message>
</context>
<context>
    <name>seeipc::KernelWordsView</name>
    <message>
        <source>not started</source>
        <translation>尚未启动</translation>
    </message>
    <message>
        <source>gone: the kernel has nothing to say of it any more</source>
        <translation>已消失：内核已没有它的信息</translation>
    </message>
    <message>
        <source>the number of the call it sleeps in, its six arguments, sp, pc</source>
        <translation>它睡在其中的调用的编号、六个参数、sp、pc</translation>
    </message>
    <message>
        <source>the kernel&apos;s function it sleeps in; 0: it does not sleep</source>
        <translation>它睡在内核的哪个函数里；0：没有睡</translation>
    </message>
    <message>
        <source>pid, name, state, parent and 48 more: proc_pid_stat(5)</source>
        <translation>pid、名字、状态、父进程等 52 项：proc_pid_stat(5)</translation>
    </message>
    <message>
        <source>an excerpt: state, parent, signals, switches</source>
        <translation>摘录：状态、父进程、信号、切换次数</translation>
    </message>
    <message>
        <source>what the descriptor leads to; then its position, flags of open(2) in octal, mount and inode</source>
        <translation>描述符通向哪里；然后是位置、open(2) 的标志（八进制）、挂载点和 inode</translation>
    </message>
</context>
<context>
    <name>seeipc::HandPanel</name>
    <message>
        <source>Asked for; take it back: %1</source>
        <translation>已请求，点此撤回：%1</translation>
    </message>
    <message>
        <source>read end of %1</source>
        <translation>%1 的读端</translation>
    </message>
    <message>
        <source>write end of %1</source>
        <translation>%1 的写端</translation>
    </message>
    <message>
        <source>now</source>
        <translation>立即</translation>
    </message>
    <message>
        <source>after %1 returns</source>
        <translation>等 %1 返回之后</translation>
    </message>
    <message>
        <source>once it is continued</source>
        <translation>等它继续运行之后</translation>
    </message>
    <message>
        <source>before its next call</source>
        <translation>在它下一次调用之前</translation>
    </message>
    <message>
        <source>through %1, now</source>
        <translation>经 %1，立即</translation>
    </message>
    <message>
        <source>once a holder is awake</source>
        <translation>等有持有者醒来</translation>
    </message>
    <message>
        <source>%1, at once</source>
        <translation>%1，立即</translation>
    </message>
    <message>
        <source>Close fd %1 of %2 (%3)</source>
        <translation>关闭 %2 的 fd %1（%3）</translation>
    </message>
    <message>
        <source>Kill %3 (SIGKILL): %1 never returns, so fd %2 cannot be closed</source>
        <translation>杀死 %3（SIGKILL）：%1 永远不返回，fd %2 关不掉</translation>
    </message>
    <message>
        <source>Kill %1 (SIGKILL), at once: %2 never returns, so it closes nothing any more</source>
        <translation>立即杀死 %1（SIGKILL）：%2 永远不返回，它再也关不了任何描述符</translation>
    </message>
    <message>
        <source>the last one, then SIGPIPE for who writes</source>
        <translation>这是最后一个读端，之后再写就收到 SIGPIPE</translation>
    </message>
    <message>
        <source>the last one, then SIGPIPE kills %1, asleep in %2</source>
        <translation>这是最后一个读端，睡在 %2 里的 %1 随即被 SIGPIPE 杀死</translation>
    </message>
    <message>
        <source>the last one, then SIGPIPE for %1, asleep in %2</source>
        <translation>这是最后一个读端，睡在 %2 里的 %1 随即收到 SIGPIPE</translation>
    </message>
    <message>
        <source>: refused (EBUSY) while %1 slots are in use</source>
        <translation>：还占着 %1 个槽，内核会拒绝（EBUSY）</translation>
    </message>
    <message>
        <source>the last one, then end of file</source>
        <translation>这是最后一个写端，之后读到文件尾</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a deed, what follows</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Another signal to %1...</source>
        <translation>给 %1 发别的信号…</translation>
    </message>
    <message>
        <source>Clear %1 (%2): %3, %4</source>
        <translation>清除 %1（%2）：%3，%4</translation>
    </message>
    <message>
        <source>Set %1 (%2): %3, %4</source>
        <translation>设置 %1（%2）：%3，%4</translation>
    </message>
    <message>
        <source>read end</source>
        <translation>读端</translation>
    </message>
    <message>
        <source>write end</source>
        <translation>写端</translation>
    </message>
    <message>
        <source>each write becomes a packet</source>
        <translation>每次写成为一个分组</translation>
    </message>
    <message>
        <source>writes are a stream again</source>
        <translation>写入又成为字节流</translation>
    </message>
    <message>
        <source>EAGAIN instead of sleep</source>
        <translation>不再睡眠，返回 EAGAIN</translation>
    </message>
    <message>
        <source>calls sleep again</source>
        <translation>调用又会睡眠</translation>
    </message>
    <message>
        <source>Capacity down to %1, %2</source>
        <translation>容量减到 %1，%2</translation>
    </message>
    <message>
        <source>Capacity up to %1, %2</source>
        <translation>容量增到 %1，%2</translation>
    </message>
    <message>
        <source>Kill %1 (%2)</source>
        <translation>杀死 %1（%2）</translation>
    </message>
    <message>
        <source>Stop %1 (%2)</source>
        <translation>停住 %1（%2）</translation>
    </message>
    <message>
        <source>Continue %1 (%2)</source>
        <translation>让 %1 继续（%2）</translation>
    </message>
    <message>
        <source>%1: %2 ignores it</source>
        <translation>%1：%2 忽略它</translation>
    </message>
    <message>
        <source>%1: the handler of %2 runs</source>
        <translation>%1：%2 的处理函数会运行</translation>
    </message>
    <message>
        <source>%1: kills %2</source>
        <translation>%1：会杀死 %2</translation>
    </message>
    <message>
        <source>%1 has ended</source>
        <translation>%1 已结束</translation>
    </message>
    <message>
        <source>%1 is stopped</source>
        <translation>%1 已停住</translation>
    </message>
    <message>
        <source>%1 goes on</source>
        <translation>%1 继续运行</translation>
    </message>
    <message>
        <source>%1 is stuck no more</source>
        <translation>%1 不再卡住</translation>
    </message>
    <message>
        <source>fd %1 of %2 cannot be closed now</source>
        <translation>%2 的 fd %1 现在关不掉</translation>
    </message>
    <message>
        <source>fd %1 of %2 is closed</source>
        <translation>%2 的 fd %1 已关闭</translation>
    </message>
    <message>
        <source>%1 is no more</source>
        <translation>%1 已不存在</translation>
    </message>
    <message>
        <source>Capacity %1: none is smaller</source>
        <translation>容量 %1：不能再小</translation>
    </message>
    <message>
        <source>Nobody has a %1 of %2</source>
        <translation>没有谁持有 %2 的%1</translation>
    </message>
    <message>
        <source>Next torn record (Ctrl+T): %1 seen so far, the last one of %2</source>
        <translation>下一条被切断的记录（Ctrl+T）：至今看到 %1 处，最近一处是 %2 的</translation>
    </message>
</context>
<context>
    <name>seeipc::InspectorView</name>
    <message>
        <source>queued, last told</source>
        <translation>最后得知管道里有</translation>
    </message>
    <message>
        <source>All are free.</source>
        <translation>全部空闲。</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>管道里</translation>
    </message>
    <message>
        <source>FIONREAD ≠ the model of the slots</source>
        <translation>FIONREAD ≠ 槽模型</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>SeeIPC's steward</source>
        <translation>SeeIPC 的管家进程</translation>
    </message>
    <message>
        <source>%1 fd %2</source>
        <translation>%1 描述符 %2</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>没有人</translation>
    </message>
    <message>
        <source>Read end of %1</source>
        <translation>%1 的读端</translation>
    </message>
    <message>
        <source>Write end of %1</source>
        <translation>%1 的写端</translation>
    </message>
    <message>
        <source>Nobody holds it.</source>
        <translation>没有进程持有它。</translation>
    </message>
    <message>
        <source>Slot %1 of %2</source>
        <translation>第 %1 槽，共 %2 槽</translation>
    </message>
    <message>
        <source>It is free.</source>
        <translation>空闲。</translation>
    </message>
    <message>
        <source>taken already</source>
        <translation>已取走</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待读取</translation>
    </message>
    <message>
        <source>written by</source>
        <translation>写入者</translation>
    </message>
    <message>
        <source>a later write may be put behind</source>
        <translation>后续写入可接在后面</translation>
    </message>
    <message>
        <source>Slots, oldest first</source>
        <translation>各槽，最早的在前</translation>
    </message>
    <message>
        <source>Calls overlapped: the model may be off until it is empty.</source>
        <translation>调用有重叠：在管道变空之前，模型可能有偏差。</translation>
    </message>
    <message>
        <source>calls come too fast to see</source>
        <translation>调用太快，看不清</translation>
    </message>
    <message>
        <source>The kernel's number goes before: a call has not been told yet.</source>
        <translation>以内核的数字为准：有一次调用还没有报告。</translation>
    </message>
    <message>
        <source>in, by %1's open write</source>
        <translation>已写入，%1 的 write 尚未返回</translation>
    </message>
    <message>
        <source>in, by its open write</source>
        <translation>已写入，write 尚未返回</translation>
    </message>
    <message>
        <source>in, by writes whose writer died in them</source>
        <translation>已写入，写它的进程死在 write 里</translation>
    </message>
    <message>
        <source>in, by the write it died in</source>
        <translation>已写入，由它死时未返回的那次 write</translation>
    </message>
    <message>
        <source>from %1, %2, by %3</source>
        <translation>从 %1 起，%2，%3 写入</translation>
    </message>
    <message>
        <source>Pipe %1</source>
        <translation>管道 %1</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>inode</source>
        <translation>索引节点号</translation>
    </message>
    <message>
        <source>capacity</source>
        <translation>容量</translation>
    </message>
    <message>
        <source>slots in use</source>
        <translation>占用的槽</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1，共 %2</translation>
    </message>
    <message>
        <source>written in all</source>
        <translation>共写入</translation>
    </message>
    <message>
        <source>read in all</source>
        <translation>共读出</translation>
    </message>
    <message>
        <source>read end</source>
        <translation>读端</translation>
    </message>
    <message>
        <source>write end</source>
        <translation>写端</translation>
    </message>
    <message>
        <source>looks from outside</source>
        <translation>从外部查看</translation>
    </message>
    <message>
        <source>Signals</source>
        <translation>信号</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>被屏蔽</translation>
    </message>
    <message>
        <source>ignored</source>
        <translation>被忽略</translation>
    </message>
    <message>
        <source>caught</source>
        <translation>被捕获</translation>
    </message>
    <message>
        <source>counted by a handler</source>
        <translation>由处理函数计数</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Descriptors</source>
        <translation>描述符</translation>
    </message>
    <message>
        <source>read end of %1</source>
        <translation>%1 的读端</translation>
    </message>
    <message>
        <source>write end of %1</source>
        <translation>%1 的写端</translation>
    </message>
    <message>
        <source>fd %1</source>
        <translation>描述符 %1</translation>
    </message>
    <message>
        <source>Process %1</source>
        <translation>进程 %1</translation>
    </message>
    <message>
        <source>for</source>
        <translation>已持续</translation>
    </message>
    <message>
        <source>in this state from</source>
        <translation>进入此状态</translation>
    </message>
    <message>
        <source>%1 s after the start</source>
        <translation>开始后 %1 秒</translation>
    </message>
    <message>
        <source>pid</source>
        <translation>进程号</translation>
    </message>
    <message>
        <source>parent</source>
        <translation>父进程</translation>
    </message>
    <message>
        <source>call</source>
        <translation>调用</translation>
    </message>
    <message>
        <source>outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>调用次数</translation>
    </message>
    <message>
        <source>bytes read</source>
        <translation>读出字节</translation>
    </message>
    <message>
        <source>bytes moved by tee and splice</source>
        <translation>tee 和 splice 搬运的字节</translation>
    </message>
    <message>
        <source>bytes written</source>
        <translation>写入字节</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>exit status %1</source>
        <translation>退出状态 %1</translation>
    </message>
    <message>
        <source>killed by %1</source>
        <translation>被 %1 杀死</translation>
    </message>
    <message>
        <source>switches, voluntary</source>
        <translation>自愿切换</translation>
    </message>
    <message>
        <source>switches, involuntary</source>
        <translation>非自愿切换</translation>
    </message>
    <message>
        <source>Limits that apply</source>
        <translation>适用的限制</translation>
    </message>
    <message>
        <source>Told while a process holds an end.</source>
        <translation>有进程持有某一端时才能得知。</translation>
    </message>
    <message>
        <source>%1, pid %2</source>
        <translation>%1，进程号 %2</translation>
    </message>
    <message>
        <source>%1, in another pid namespace</source>
        <translation>%1，在另一个 pid 命名空间里</translation>
    </message>
    <message>
        <source>forked by</source>
        <translation>由谁 fork</translation>
    </message>
    <message>
        <source>SeeIPC&apos;s leash: ends the process with SeeIPC</source>
        <translation>SeeIPC 的牵绳：SeeIPC 一结束，此进程随之结束</translation>
    </message>
    <message>
        <source>reads</source>
        <translation>读的次数</translation>
    </message>
    <message>
        <source>writes</source>
        <translation>写的次数</translation>
    </message>
    <message>
        <source>poll(2) of the read end</source>
        <translation>对读端 poll(2)</translation>
    </message>
    <message>
        <source>poll(2) of the write end</source>
        <translation>对写端 poll(2)</translation>
    </message>
    <message>
        <source>nobody holds it</source>
        <translation>没有进程持有它</translation>
    </message>
    <message>
        <source>nothing: it would wait</source>
        <translation>无事件：会等待</translation>
    </message>
    <message>
        <source>In /proc/%1</source>
        <translation>在 /proc/%1 里</translation>
    </message>
    <message>
        <source>several</source>
        <translation>多个进程</translation>
    </message>
    <message>
        <source>torn</source>
        <translation>被切断</translation>
    </message>
</context>
<context>
    <name>seeipc::EventTable</name>
    <message>
        <source>started, pid %1</source>
        <translation>启动，进程号 %1</translation>
    </message>
    <message>
        <source>the kernel did not tell</source>
        <translation>内核没有告知</translation>
    </message>
    <message>
        <source>processes held</source>
        <translation>进程已暂停</translation>
    </message>
    <message>
        <source>processes released</source>
        <translation>进程已放行</translation>
    </message>
    <message>
        <source>its handler ran for %1</source>
        <translation>%1 的信号处理函数运行了</translation>
    </message>
    <message>
        <source>told behind its cause</source>
        <translation>排在引起它的事之后</translation>
    </message>
    <message>
        <source>back sooner than its cause</source>
        <translation>比唤醒它的调用先返回</translation>
    </message>
    <message>
        <source>told late</source>
        <translation>补报</translation>
    </message>
    <message>
        <source>details dropped: 1 event</source>
        <translation>细节已丢弃：1 个事件</translation>
    </message>
    <message>
        <source>details dropped: %1 events</source>
        <translation>细节已丢弃：%1 个事件</translation>
    </message>
    <message>
        <source>time, s</source>
        <translation>时间/秒</translation>
    </message>
    <message>
        <source>process</source>
        <translation>进程</translation>
    </message>
    <message>
        <source>call</source>
        <translation>调用</translation>
    </message>
    <message>
        <source>result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>errno</source>
        <translation>错误码</translation>
    </message>
    <message>
        <source>note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>killed by %1 (%2)</source>
        <translation>被 %1（%2）杀死</translation>
    </message>
    <message>
        <source>exited with status %1</source>
        <translation>以状态 %1 退出</translation>
    </message>
    <message>
        <source>continued</source>
        <translation>继续（SIGCONT）</translation>
    </message>
    <message>
        <source>continued, sleeps in %1</source>
        <translation>继续（SIGCONT），仍在 %1 里睡眠</translation>
    </message>
    <message>
        <source>woke</source>
        <translation>醒来</translation>
    </message>
    <message>
        <source>woke, and sleeps on</source>
        <translation>醒来，又接着睡</translation>
    </message>
    <message>
        <source>fell asleep in %1</source>
        <translation>在 %1 里睡着</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>not looked at for %1: SeeIPC itself did not run</source>
        <translation>%1 没有观察：SeeIPC 自己没有运行</translation>
    </message>
    <message>
        <source>ended: %1</source>
        <translation>已结束：%1</translation>
    </message>
    <message>
        <source>waited for %1: %2</source>
        <translation>等到了 %1：%2</translation>
    </message>
    <message>
        <source>%1: has not returned</source>
        <translation>%1：尚未返回</translation>
    </message>
    <message>
        <source>not listed: 1 earlier event</source>
        <translation>未列出：更早的 1 个事件</translation>
    </message>
    <message>
        <source>not listed: %1 earlier events</source>
        <translation>未列出：更早的 %1 个事件</translation>
    </message>
    <message>
        <source>status ?</source>
        <translation>状态 ？</translation>
    </message>
    <message>
        <source>later events are not listed: go to a later instant, or back to live</source>
        <translation>更晚的事件未列出：请移到更晚的时刻，或回到实时</translation>
    </message>
    <message>
        <source>%1 set to %2</source>
        <translation>%1 改为 %2</translation>
    </message>
    <message>
        <source>%1: FIONREAD says %2 ≠ %3, to which the calls add up</source>
        <translation>%1：FIONREAD 说 %2 ≠ 按调用累计的 %3</translation>
    </message>
    <message>
        <source>%1 sent by hand</source>
        <translation>手动发送了 %1</translation>
    </message>
    <message>
        <source>made by hand</source>
        <translation>手动执行</translation>
    </message>
</context>
<context>
    <name>seeipc::EventsView</name>
    <message>
        <source>No event matches the filters.</source>
        <translation>没有符合筛选条件的事件。</translation>
    </message>
    <message>
        <source>No event yet.</source>
        <translation>还没有事件。</translation>
    </message>
    <message>
        <source>every process</source>
        <translation>所有进程</translation>
    </message>
    <message>
        <source>every result</source>
        <translation>所有结果</translation>
    </message>
    <message>
        <source>succeeded</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Show the events of</source>
        <translation>显示哪个进程的事件</translation>
    </message>
    <message>
        <source>Show the events that</source>
        <translation>显示哪种结果的事件</translation>
    </message>
    <message>
        <source>call, errno or note</source>
        <translation>调用、错误码或备注</translation>
    </message>
    <message>
        <source>Show the events with</source>
        <translation>显示含有文字的事件</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Double-click a row, or press Enter, to show its instant.</source>
        <translation>双击某行或按 Enter，显示那一时刻。</translation>
    </message>
    <message>
        <source>Copied the last %1 of %2 rows: no copy takes more.</source>
        <translation>已复制所选 %2 行中的最后 %1 行：一次复制不能更多。</translation>
    </message>
</context>
<context>
    <name>stage</name>
    <message>
        <source>waits its turn</source>
        <translation>等轮到它</translation>
    </message>
    <message>
        <source>held</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>waits for its cue</source>
        <translation>等候时机</translation>
    </message>
    <message>
        <source>until %1 sleeps in %2</source>
        <translation>等 %1 睡在 %2 里</translation>
    </message>
    <message>
        <source>until %1 has returned from %2</source>
        <translation>等 %1 的 %2 返回</translation>
    </message>
    <message>
        <source>until %1 has returned from %2 no. %3</source>
        <translation>等 %1 的第 %3 个 %2 返回</translation>
    </message>
    <message>
        <source>until %1 has ended</source>
        <translation>等 %1 结束</translation>
    </message>
    <message>
        <source>until %1 sleeps</source>
        <translation>等 %1 睡着</translation>
    </message>
    <message>
        <source>until %1 is stopped</source>
        <translation>等 %1 停住</translation>
    </message>
    <message>
        <source>until %1&apos;s handler has run for %2</source>
        <translation>等 %1 处理完 %2</translation>
    </message>
    <message>
        <source>until %1&apos;s handler has run</source>
        <translation>等 %1 的处理函数运行</translation>
    </message>
    <message>
        <source>until all others have come to rest</source>
        <translation>等其他进程都停下来</translation>
    </message>
    <message>
        <source>until all rest</source>
        <translation>等都停下来</translation>
    </message>
    <message>
        <source>until %1&apos;s %2</source>
        <translation>等 %1 的 %2</translation>
    </message>
    <message>
        <source>until %1&apos;s %2 no. %3</source>
        <translation>等 %1 的第 %3 个 %2</translation>
    </message>
    <message>
        <source>until %1 ends</source>
        <translation>等 %1 结束</translation>
    </message>
    <message>
        <source>until %1 writes or closes</source>
        <translation>等 %1 写或关闭</translation>
    </message>
    <message>
        <source>until %1 writes</source>
        <translation>等 %1 来写</translation>
    </message>
    <message>
        <source>until %1 reads</source>
        <translation>等 %1 来读</translation>
    </message>
    <message>
        <source>until bytes come</source>
        <translation>等数据来</translation>
    </message>
    <message>
        <source>until a slot is free</source>
        <translation>等空槽</translation>
    </message>
    <message>
        <source>until a child ends</source>
        <translation>等子进程结束</translation>
    </message>
    <message>
        <source>until its own fd %1 closes</source>
        <translation>等自己的 fd %1 关闭</translation>
    </message>
    <message>
        <source>until its own fd %1 is read</source>
        <translation>等自己从 fd %1 读走</translation>
    </message>
    <message>
        <source>held for a look</source>
        <translation>停下待查看</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>ended, status ?</source>
        <translation>已结束，状态 ?</translation>
    </message>
    <message>
        <source>ignores SIGPIPE</source>
        <translation>忽略 SIGPIPE</translation>
    </message>
    <message>
        <source>killed by %1</source>
        <translation>被 %1 杀死</translation>
    </message>
    <message>
        <source>exited, status %1</source>
        <translation>已退出，状态 %1</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>未启动</translation>
    </message>
    <message>
        <source>stuck in %1</source>
        <translation>卡在 %1</translation>
    </message>
    <message>
        <source>asleep in %1</source>
        <translation>睡在 %1</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>? not looked at</source>
        <translation>？没有观察</translation>
    </message>
    <message>
        <source>zombie</source>
        <translation>僵尸进程</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>next: %1</source>
        <translation>下一步：%1</translation>
    </message>
    <message>
        <source>not waited for yet</source>
        <translation>还没有被 wait</translation>
    </message>
    <message>
        <source>SeeIPC waits for it</source>
        <translation>由 SeeIPC 来 wait</translation>
    </message>
    <message>
        <source>has not returned: %1</source>
        <translation>尚未返回：%1</translation>
    </message>
    <message>
        <source>%1 returned %2</source>
        <translation>%1 返回 %2</translation>
    </message>
    <message>
        <source>1 byte</source>
        <translation>1 字节</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 字节</translation>
    </message>
    <message>
        <source>1 call counted but not kept</source>
        <translation>1 次调用只计了数，没有留下记录</translation>
    </message>
    <message>
        <source>%1 calls counted but not kept</source>
        <translation>%1 次调用只计了数，没有留下记录</translation>
    </message>
    <message>
        <source>1 call</source>
        <translation>1 次调用</translation>
    </message>
    <message>
        <source>%1 calls</source>
        <translation>%1 次调用</translation>
    </message>
    <message>
        <source>in %1, out %2</source>
        <translation>读 %1，写 %2</translation>
    </message>
    <message>
        <source>%1 until execve()</source>
        <translation>execve() 之前 %1</translation>
    </message>
    <message>
        <source>%1 moved, %2</source>
        <translation>搬运 %1，%2</translation>
    </message>
    <message>
        <source>in %1, out %2, %3</source>
        <translation>读 %1，写 %2，%3</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>fd %1  write end</source>
        <translation>fd %1  写端</translation>
    </message>
    <message>
        <source>fd %1  read end</source>
        <translation>fd %1  读端</translation>
    </message>
    <message>
        <source>fd %1  write end of %2</source>
        <translation>fd %1  %2 的写端</translation>
    </message>
    <message>
        <source>fd %1  read end of %2</source>
        <translation>fd %1  %2 的读端</translation>
    </message>
    <message>
        <source>fd %1  O_PATH</source>
        <translation>fd %1  O_PATH，不是端</translation>
    </message>
    <message>
        <source>fd %1  %2, O_PATH</source>
        <translation>fd %1  %2，O_PATH</translation>
    </message>
    <message>
        <source>fd %1  pidfd of %2</source>
        <translation>fd %1  %2 的 pidfd</translation>
    </message>
    <message>
        <source>fd %1  /proc of %2</source>
        <translation>fd %1  /proc 中的 %2</translation>
    </message>
    <message>
        <source>until a signal comes</source>
        <translation>等信号到来</translation>
    </message>
    <message>
        <source>fd %1  ordinary file</source>
        <translation>fd %1  普通文件</translation>
    </message>
    <message>
        <source>fd %1 write</source>
        <translation>fd %1 写</translation>
    </message>
    <message>
        <source>fd %1 read</source>
        <translation>fd %1 读</translation>
    </message>
    <message>
        <source>%1 fds</source>
        <translation>%1 个 fd</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>还有 %1 个</translation>
    </message>
    <message>
        <source>%1 of %2 bytes</source>
        <translation>%1 / %2 字节</translation>
    </message>
    <message>
        <source>%1 of 1 slot</source>
        <translation>%1 / 1 槽</translation>
    </message>
    <message>
        <source>head: nothing of it taken yet</source>
        <translation>队首页：还没被取走</translation>
    </message>
    <message>
        <source>head: all there</source>
        <translation>队首：未取</translation>
    </message>
    <message>
        <source>head: %1 of %2 taken, its slot is not free</source>
        <translation>队首页：%2 中已取走 %1，槽还没空</translation>
    </message>
    <message>
        <source>%1 of %2 gone, slot not free yet</source>
        <translation>已取走 %1 / %2，槽还没空</translation>
    </message>
    <message>
        <source>head: %1 of %2 taken</source>
        <translation>队首：已取 %1 / %2</translation>
    </message>
    <message>
        <source>tail: the next write takes a new slot</source>
        <translation>队尾页：下次写另占一槽</translation>
    </message>
    <message>
        <source>tail: closed</source>
        <translation>队尾：不接</translation>
    </message>
    <message>
        <source>tail: %1 more may be put behind</source>
        <translation>队尾页：后面还能接 %1 字节</translation>
    </message>
    <message>
        <source>tail: room for %1</source>
        <translation>队尾：还能接 %1</translation>
    </message>
    <message>
        <source>%1 of %2 slots</source>
        <translation>%1 / %2 槽</translation>
    </message>
    <message>
        <source>the kernel says %1, the calls add up to %2</source>
        <translation>内核说 %1，按调用算是 %2</translation>
    </message>
    <message>
        <source>the calls add up to %1</source>
        <translation>按调用算是 %1</translation>
    </message>
    <message>
        <source>not told: %1</source>
        <translation>内核不说：%1</translation>
    </message>
    <message>
        <source>gone with its last descriptor</source>
        <translation>随最后一个描述符消失</translation>
    </message>
    <message>
        <source>not made: %1</source>
        <translation>没有建成：%1</translation>
    </message>
    <message>
        <source>not made yet</source>
        <translation>尚未创建</translation>
    </message>
    <message>
        <source>%1 call/s, %2/s</source>
        <translation>%1 次调用/秒，%2/秒</translation>
    </message>
    <message>
        <source>%1 calls/s, %2/s</source>
        <translation>%1 次调用/秒，%2/秒</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>no looks: %1</source>
        <translation>内核拒绝提供：%1</translation>
    </message>
    <message>
        <source>last told: 1 byte</source>
        <translation>上次得知：1 字节</translation>
    </message>
    <message>
        <source>last told: %1 bytes</source>
        <translation>上次得知：%1 字节</translation>
    </message>
    <message>
        <source>%1 of %2 in</source>
        <translation>已进 %1 / %2</translation>
    </message>
    <message>
        <source>%1 in</source>
        <translation>已进 %1</translation>
    </message>
    <message>
        <source>%1 outside</source>
        <translation>%1 在外面</translation>
    </message>
    <message>
        <source>Processes and channels</source>
        <translation>进程与通道</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>已 %1</translation>
    </message>
    <message>
        <source>%1: %2 of %3 bytes, %4 of 1 slot</source>
        <translation>%1：%2 / %3 字节，%4 / 1 槽</translation>
    </message>
    <message>
        <source>%1: %2 of %3 bytes, %4 of %5 slots</source>
        <translation>%1：%2 / %3 字节，%4 / %5 槽</translation>
    </message>
    <message>
        <source>waits for: %1&apos;s own fd %2 closed</source>
        <translation>等：%1 自己的 fd %2 关闭</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 或 %2</translation>
    </message>
    <message>
        <source>waits for: %1 to write or close</source>
        <translation>等：%1 写或关闭</translation>
    </message>
    <message>
        <source>waits for: %1 to write</source>
        <translation>等：%1 来写</translation>
    </message>
    <message>
        <source>waits for: %1 to read</source>
        <translation>等：%1 来读</translation>
    </message>
    <message>
        <source>deadlock for %1</source>
        <translation>死锁已 %1</translation>
    </message>
    <message>
        <source>waits for: bytes, or the last write end closed</source>
        <translation>等：数据，或最后的写端关闭</translation>
    </message>
    <message>
        <source>waits for: its own fd %1 to be read</source>
        <translation>等：自己从 fd %1 读走</translation>
    </message>
    <message>
        <source>waits for: 1 free slot</source>
        <translation>等：1 个空槽</translation>
    </message>
    <message>
        <source>waits for: %1 to end</source>
        <translation>等：%1 结束</translation>
    </message>
    <message>
        <source>waits for: a child to end</source>
        <translation>等：子进程结束</translation>
    </message>
    <message>
        <source>read end of %1</source>
        <translation>%1 的读端</translation>
    </message>
    <message>
        <source>write end of %1</source>
        <translation>%1 的写端</translation>
    </message>
    <message>
        <source>nobody holds it</source>
        <translation>没有进程持有</translation>
    </message>
    <message>
        <source>slot %1 of %2 of %3</source>
        <translation>%3 的第 %1 槽，共 %2 槽</translation>
    </message>
    <message>
        <source>free</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>1 byte from %1</source>
        <translation>%1 写入的 1 字节</translation>
    </message>
    <message>
        <source>%1 bytes from %2</source>
        <translation>%2 写入的 %1 字节</translation>
    </message>
    <message>
        <source>never made: %1</source>
        <translation>没有执行：%1</translation>
    </message>
    <message>
        <source>torn: another&apos;s bytes stand inside this write</source>
        <translation>被切断：这次写的中间插进了别人的字节</translation>
    </message>
    <message>
        <source>a slot is free: %1 is about to wake</source>
        <translation>已有空槽：%1 即将醒来</translation>
    </message>
    <message>
        <source>a slot is free again</source>
        <translation>已有空槽</translation>
    </message>
    <message>
        <source>a torn write</source>
        <translation>被切断的写</translation>
    </message>
    <message>
        <source>torn</source>
        <translation>被切断</translation>
    </message>
    <message>
        <source>torn or maybe torn: whose bytes lie where is a guess</source>
        <translation>被切断或可能被切断：各处是谁的字节只是推测</translation>
    </message>
    <message>
        <source>torn or maybe torn</source>
        <translation>被切断或可能被切断</translation>
    </message>
    <message>
        <source>0 bytes</source>
        <translation>0 字节</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>没有进程</translation>
    </message>
    <message>
        <source>1 waits</source>
        <translation>1 个在等</translation>
    </message>
    <message>
        <source>%1 wait</source>
        <translation>%1 个在等</translation>
    </message>
    <message>
        <source>read side</source>
        <translation>读的一边</translation>
    </message>
    <message>
        <source>write side</source>
        <translation>写的一边</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a side, who is there</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>no descriptor for it yet</source>
        <translation>还没有它的描述符</translation>
    </message>
    <message>
        <source>%1 and 1 more name</source>
        <translation>%1，还有 1 个名字</translation>
    </message>
    <message>
        <source>%1 and %2 more names</source>
        <translation>%1，还有 %2 个名字</translation>
    </message>
    <message>
        <source>no bytes can pass yet</source>
        <translation>字节还过不去</translation>
    </message>
    <message>
        <source>gone with its name and its last descriptor</source>
        <translation>名字和最后一个描述符都没有了，它也就没有了</translation>
    </message>
    <message>
        <source>%1 were lost as its last descriptor was closed</source>
        <translation>最后一个描述符关闭时，丢了 %1</translation>
    </message>
    <message>
        <source>the name is in the file system, the bytes never are</source>
        <translation>名字在文件系统里，字节从不在</translation>
    </message>
    <message>
        <source>until the other side is opened</source>
        <translation>等另一边被打开</translation>
    </message>
    <message>
        <source>until %1 opens the other side</source>
        <translation>等 %1 打开另一边</translation>
    </message>
    <message>
        <source>waits for: %1 to open the other side</source>
        <translation>等：%1 打开另一边</translation>
    </message>
    <message>
        <source>waits for: somebody to open the other side</source>
        <translation>等：有人打开另一边</translation>
    </message>
    <message>
        <source>maybe torn: whose bytes lie where is a guess</source>
        <translation>可能被切断：各处是谁的字节只是推测</translation>
    </message>
    <message>
        <source>maybe torn</source>
        <translation>可能被切断</translation>
    </message>
    <message>
        <source>torn?</source>
        <translation>被切断？</translation>
    </message>
    <message>
        <source>its write, maybe torn, goes on here behind another&apos;s bytes</source>
        <translation>这次写可能被切断过，在此接着别人的字节续上</translation>
    </message>
    <message>
        <source>maybe its write breaks off here and another&apos;s bytes follow</source>
        <translation>这次写可能在此被切断，后面是别人的字节</translation>
    </message>
    <message>
        <source>its torn write goes on here and breaks off again</source>
        <translation>这次写在此续上，随后再次被切断</translation>
    </message>
    <message>
        <source>its torn write goes on here, behind another&apos;s bytes</source>
        <translation>这次写被切断过，在此接着别人的字节续上</translation>
    </message>
    <message>
        <source>its write breaks off here, another&apos;s bytes follow</source>
        <translation>这次写在此被切断，后面是别人的字节</translation>
    </message>
</context>
<context>
    <name>timeline</name>
    <message>
        <source>%1 ns</source>
        <translation>%1 纳秒</translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation>%1 微秒</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 或 %2</translation>
    </message>
    <message>
        <source>%1: waits for %2</source>
        <translation>%1：等 %2</translation>
    </message>
    <message>
        <source>%1: %2 did not return</source>
        <translation>%1：%2 没有返回</translation>
    </message>
    <message>
        <source>%1: waits for itself</source>
        <translation>%1：等它自己</translation>
    </message>
    <message>
        <source>%1: waits for the other side</source>
        <translation>%1：等另一边打开</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>asleep %1</source>
        <translation>睡了 %1</translation>
    </message>
    <message>
        <source>stuck %1</source>
        <translation>醒不来 %1</translation>
    </message>
    <message>
        <source>held</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>? not looked at</source>
        <translation>？没有观察</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>exited, status %1</source>
        <translation>已退出，状态 %1</translation>
    </message>
    <message>
        <source>exit %1</source>
        <translation>退出 %1</translation>
    </message>
    <message>
        <source>killed by %1</source>
        <translation>被 %1 杀死</translation>
    </message>
    <message>
        <source>calls counted but not kept</source>
        <translation>调用只计了数，没有留下记录</translation>
    </message>
    <message>
        <source>not kept</source>
        <translation>没有记录</translation>
    </message>
    <message>
        <source>? not known</source>
        <translation>？未知</translation>
    </message>
    <message>
        <source>%1: not known, calls came since it was last asked</source>
        <translation>%1：未知，上次询问之后又有过调用</translation>
    </message>
    <message>
        <source>details dropped: sums alone</source>
        <translation>细节已丢弃：只剩总量</translation>
    </message>
    <message>
        <source>details dropped</source>
        <translation>细节已丢弃</translation>
    </message>
    <message>
        <source>in the pipe</source>
        <translation>管道里</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>%1 里</translation>
    </message>
    <message>
        <source>time: by event</source>
        <translation>时间：按事件</translation>
    </message>
    <message>
        <source>time: by clock</source>
        <translation>时间：按时钟</translation>
    </message>
    <message>
        <source>T by clock</source>
        <translation>T 按时钟</translation>
    </message>
    <message>
        <source>T by event</source>
        <translation>T 按事件</translation>
    </message>
    <message>
        <source>live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>follow live (End)</source>
        <translation>跟随实时 (End)</translation>
    </message>
    <message>
        <source>back to live</source>
        <translation>回到实时</translation>
    </message>
    <message>
        <source>capacity %1</source>
        <translation>容量 %1</translation>
    </message>
    <message>
        <source>capacity %1, higher than drawn</source>
        <translation>容量 %1，比图高</translation>
    </message>
    <message>
        <source>%1: calls %2, bytes %3, asleep %4 %</source>
        <translation>%1：调用 %2 次，%3 字节，睡眠占 %4 %</translation>
    </message>
    <message>
        <source>%1: calls %2, %3 B, asleep %4 %</source>
        <translation>%1：%2 次 %3 B 睡 %4 %</translation>
    </message>
    <message>
        <source>%1: asleep %2 %</source>
        <translation>%1：睡眠占 %2 %</translation>
    </message>
    <message>
        <source>%1: asleep ≈ %2 %</source>
        <translation>%1：睡眠占 ≈ %2 %</translation>
    </message>
    <message>
        <source> of what was seen; not looked at %1</source>
        <translation>（只算观察到的时间；没有观察 %1）</translation>
    </message>
    <message>
        <source>%1, not looked at %2 %</source>
        <translation>%1，没有观察 %2 %</translation>
    </message>
    <message>
        <source>details dropped: calls and bytes are not known</source>
        <translation>细节已丢弃：调用次数和字节数无从得知</translation>
    </message>
    <message>
        <source>selected %1</source>
        <translation>选中 %1</translation>
    </message>
    <message>
        <source>%1: running %2</source>
        <translation>%1：运行 %2</translation>
    </message>
    <message>
        <source>%1: running %2 %, asleep %3 %, waiting to go on %4 %, held %5 %</source>
        <translation>%1：运行 %2 %，睡眠 %3 %，等放行 %4 %，暂停 %5 %</translation>
    </message>
    <message>
        <source>timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>frozen at %1, %2</source>
        <translation>定格在 %1，%2</translation>
    </message>
    <message>
        <source>right after a change</source>
        <translation>刚发生一次变化</translation>
    </message>
    <message>
        <source>before the first change</source>
        <translation>第一次变化之前</translation>
    </message>
    <message>
        <source>between two changes</source>
        <translation>在两次变化之间</translation>
    </message>
    <message>
        <source>since the last change</source>
        <translation>最后一次变化之后</translation>
    </message>
    <message>
        <source>over %1</source>
        <translation>%1 以上</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1（共 %2）</translation>
    </message>
    <message>
        <source>timeline, %1, %2</source>
        <translation>时间线，%1，%2</translation>
    </message>
    <message>
        <source>by clock, from %1 to %2</source>
        <translation>按时钟，从 %1 到 %2</translation>
    </message>
    <message>
        <source>by event, changes %1 to %2 of %3</source>
        <translation>按事件，第 %1 到第 %2 个变化，共 %3 个</translation>
    </message>
    <message>
        <source>processes: %1</source>
        <translation>进程 %1 个</translation>
    </message>
    <message>
        <source>channels: %1</source>
        <translation>通道 %1 个</translation>
    </message>
    <message>
        <source>not shown: %1</source>
        <translation>未显示：%1</translation>
    </message>
</context>
<context>
    <name>views</name>
    <message>
        <source>Stage</source>
        <translation>主画面</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>限制</translation>
    </message>
    <message>
        <source>The kernel&apos;s own words</source>
        <translation>内核原话</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>查看器</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
</context>
</TS>
