# ruff: noqa

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0008_assignments'),
    ]

    operations = [
        migrations.CreateModel(
            name='AddedTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=255, unique=True, verbose_name='mã nhiệm vụ')),
                ('sha256', models.CharField(db_index=True, max_length=64, verbose_name='mã băm SHA-256 của văn bản')),
                ('clause', models.TextField(blank=True, null=True, verbose_name='điều, khoản, điểm')),
                ('behind', models.TextField(blank=True, null=True, verbose_name='đứng sau nhiệm vụ')),
            ],
            options={
                'verbose_name': 'nhiệm vụ thêm tay',
                'verbose_name_plural': 'nhiệm vụ thêm tay',
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(db_index=True, max_length=255, verbose_name='mã nhiệm vụ hoặc văn bản')),
                ('cell', models.CharField(max_length=20, verbose_name='ô')),
                ('before', models.TextField(verbose_name='trước')),
                ('after', models.TextField(verbose_name='sau')),
                ('who', models.TextField(verbose_name='người sửa')),
                ('at', models.DateTimeField(verbose_name='lúc')),
                ('source', models.TextField(verbose_name='tệp')),
                ('batch', models.CharField(db_index=True, max_length=32, verbose_name='lần nạp')),
                ('state', models.CharField(db_index=True, default='taken', max_length=10, verbose_name='tình trạng')),
            ],
            options={
                'verbose_name': 'chỗ đã sửa',
                'verbose_name_plural': 'chỗ đã sửa',
                'ordering': ('id',),
            },
        ),
    ]
