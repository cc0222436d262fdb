## Pictures in Discord

picture-no-permission = No picture: the bot lacks the permission “Attach Files” here.
picture-no-fonts = No picture: no font is installed where the bot runs.
picture-failed = No picture: drawing it failed.
picture-late = No picture: drawing it took too long.
